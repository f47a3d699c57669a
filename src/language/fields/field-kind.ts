import type { Alert } from "../alerts/alert.ts";
import type { Json } from "../probes/evidence.ts";
import type { Field } from "./fields.ts";
import type { Entered, Input, WrongInputs } from "./form.ts";

/**
 * What an answer is, by the kind of its field: told once, by the platform or by a pack, as a value. Everything that shows,
 * compares, asks or keeps answers follows from it. Its methods are given answers that fit.
 */
export interface FieldKind<Answer extends Json = Json> {
  readonly kind: string;
  /** In a sentence: "queue", "queues". */
  readonly called: { readonly one: string; readonly many: string };
  /** Whether something has the shape of an answer to this field. */
  readonly fits: (answer: Json, field: Field) => boolean;
  /** What to write instead, where it has not: "Write a whole address, such as https://…". */
  readonly expected: (field: Field, answer: Json) => string;
  /** The answer as it is kept, without what may be a secret; as it is when absent. */
  kept?(answer: Answer): Answer;
  /** The answer for people, part by part, in order, without what is secret. At least one part. */
  words(answer: Answer, field: Field): readonly string[];
  /** What one of several parts is: "server". */
  readonly part?: string;
  /** Whole sentences on what the answer leaves unknown. */
  open?(answer: Answer): readonly string[];
  readonly form: FieldForm<Answer>;
  /** Finds what was typed in the world, for what {@link FieldRead} calls typed. */
  readonly resolve?: Resolve<Answer>;
  /** What there is in the world that somebody who types may mean; for kinds that `resolve`. */
  readonly suggest?: Suggest;
  /** What of an alert somebody would type here; undefined where it does not tell. */
  fromAlert?(alert: Alert): string | undefined;
  /** What a run is about that has this answer; only where such an answer can be a subject. */
  subject?(answer: Answer): Subject;
}

/** How a field is asked: by one input, or by pages of its own. */
export type FieldForm<Answer extends Json = Json> = OneInput<Answer> | Pages<Answer>;

export interface OneInput<Answer extends Json = Json> {
  readonly kind: "input";
  readonly input: (field: Field) => TextShape | OneOf | Somebody;
  /** An answer as it stands in the input. */
  initial(answer: Answer): string;
  /** What was typed or picked, trimmed and not empty. */
  readonly read: (text: string, field: Field) => FieldRead;
}

/** A question that takes pages of its own, as many as its answer grows by. */
export interface Pages<Answer extends Json = Json> {
  readonly kind: "pages";
  page(at: PageAt<Answer>): readonly Input[];
  /** What a page came to: the answer as far as it goes, and whether another page follows. */
  next(at: PageAt<Answer>, entered: Entered): WrongInputs | Grown<Answer>;
  /** Whether a page must follow an answer that did not come from pages. */
  goesOn(answer: Answer): boolean;
  /** What of a known answer pages after `soFar` still need; undefined for nothing. */
  rest(known: Answer, soFar: Answer | undefined): Answer | undefined;
  /** Files can tell the answer. */
  readonly files?: FromFiles<Answer>;
}

/** Which page is asked. Ids of its inputs begin with `id`. */
export interface PageAt<Answer extends Json = Json> {
  readonly id: string;
  readonly field: Field;
  /** What the pages before came to; undefined on the first. */
  readonly soFar?: Answer | undefined;
  /** An answer that is known already, to begin with. */
  readonly known?: Answer | undefined;
}

export interface Grown<Answer extends Json = Json> {
  readonly kind: "on";
  readonly answer: Answer;
  readonly more: boolean;
}

/** How files tell an answer, which a person confirms. */
export interface FromFiles<Answer extends Json = Json> {
  /** What is read, for the page that takes it. */
  readonly intro: string;
  read(files: readonly NamedText[]): Promise<FilesRead<Answer>>;
  /** What was read, and questions for what stayed unknown only. */
  page(read: FilesRead<Answer>): readonly Input[];
  /** What was read with the answers to those questions. */
  confirm(answer: Answer, entered: Entered): WrongInputs | Grown<Answer>;
  /** The same answer in fewer characters, where a form cannot keep it. */
  shorter(answer: Answer): Answer;
}

/** A file's name and text; the name only helps to recognise it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export interface FilesRead<Answer extends Json = Json> {
  /** Undefined where nothing was told. */
  readonly answer: Answer | undefined;
  /** Sentences on each part of it. */
  readonly says: readonly (readonly string[])[];
  /** A sentence for each file that told nothing. */
  readonly unread: readonly string[];
}

export interface TextShape {
  readonly kind: "text";
  /** Characters. */
  readonly most: number;
  readonly hint?: string;
  readonly multiline?: boolean;
}

export interface OneOf {
  readonly kind: "one";
  readonly options: readonly string[];
}

/** A person of the chat, who is picked there and kept by name; elsewhere the name is typed. */
export interface Somebody {
  readonly kind: "person";
}

/** What an input came to. */
export type FieldRead =
  | { readonly kind: "answer"; readonly answer: Json }
  /** What it means is to be found in the world, by the kind's `resolve`. */
  | { readonly kind: "typed"; readonly typed: string }
  /** A sentence that says what to type instead. */
  | { readonly kind: "wrong"; readonly says: string };

/** What a name that somebody typed means in the world. */
export type Resolved<Answer extends Json = Json> =
  | { readonly kind: "found"; readonly answer: Answer }
  /** `next`: a sentence on how to name one of them. */
  | { readonly kind: "ambiguous"; readonly candidates: readonly Answer[]; readonly next: string }
  | {
      readonly kind: "unknown";
      readonly similar: readonly Answer[];
      /** Where was looked: "12 queues of shop in eu-west-1". */
      readonly looked: string;
      readonly next: string;
    }
  /** The world could not be asked: the run may start with this, and its first probe says why. */
  | { readonly kind: "unread"; readonly why: string; readonly answer: Answer };

export type Resolve<Answer extends Json = Json> = (
  typed: string,
  signal: AbortSignal,
) => Promise<Resolved<Answer>>;

/** Things of the world, while somebody types. Answers within a third of a second, from what is remembered. Never rejects. */
export type Suggest = (typed: string, signal: AbortSignal) => Promise<Suggested>;

export interface Suggested {
  /** The likeliest first. */
  readonly found: readonly Suggestion[];
  /** Where could not be looked: "pay-prod". */
  readonly unread: readonly string[];
}

export interface Suggestion {
  /** What `resolve` finds this one by, of up to 150 characters. */
  readonly typed: string;
  /** "shop-web (shop-prod, eu-west-1)" */
  readonly label: string;
}

/** What a run is about. */
export interface Subject {
  /** The same for everything that is the same, in small letters: "orders (eu-west-1, 123456789012)". Never empty. */
  readonly key: string;
  /** "orders" */
  readonly name: string;
  /** Where it is, in brackets behind the name: "eu-west-1". */
  readonly where?: string;
  /** The same with all that is known: "eu-west-1, account 123456789012". */
  readonly whereInFull?: string;
  /** Other keys that may stand for the same, of which less or more is known. */
  readonly alike?: Alike;
}

/** Other subjects that stand for the same: this one, or all that begin so. */
export type Alike = { readonly is: string } | { readonly begins: string };

/** Every kind that a flow can ask for, by name. A value that the roots make of the platform's and the packs' kinds. */
export type FieldKinds = ReadonlyMap<string, FieldKind>;

/** States a kind whose answers have a shape of its own. */
export const defineField = <Answer extends Json>(kind: FieldKind<Answer>): FieldKind => kind;

/** Kinds by their name. */
export const byKind = (kinds: readonly FieldKind[]): FieldKinds =>
  new Map(kinds.map((kind) => [kind.kind, kind]));

/** "orders (eu-west-1)" */
export const subjectName = ({ name, where }: Pick<Subject, "name" | "where">): string =>
  where === undefined ? name : `${name} (${where})`;
