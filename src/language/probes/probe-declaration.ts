import type { Evidence } from "./evidence.ts";
import { type ReadBy, type Readers, readEach } from "./numbers.ts";
import type { ProbeSignature } from "./probe.ts";

declare const answer: unique symbol;

/** The name of a kind of field, with the type of its answers. */
export type AnswerKind<Answer> = string & { readonly [answer]: Answer };

export const kindOf = <Answer>(name: string) => name as AnswerKind<Answer>;

/** The kinds that every flow can ask for, by which a probe says what it needs. */
export const answerKinds = {
  url: kindOf<string>("url"),
  seconds: kindOf<number>("seconds"),
  text: kindOf<string>("text"),
  number: kindOf<number>("number"),
  choice: kindOf<string>("choice"),
};

/** All that is known of a probe in code before it looks. Light: it is loaded with every list of flows. */
export interface ProbeDeclaration extends ProbeSignature {
  readonly needs: { readonly [fact: string]: AnswerKind<unknown> };
  readonly takes: { readonly [fact: string]: AnswerKind<unknown> };
  /** What later looks read of its evidence, each with how it is read. */
  readonly numbers: Readers;
  /** Seconds that its look may take beyond the usual deadline. */
  readonly moreSeconds?: number;
}

/** What a look is told: what it needs, and what it takes where it is known. */
export type FactsFor<Probe extends ProbeDeclaration> = {
  readonly [F in keyof Probe["needs"]]: Answered<Probe["needs"][F]>;
} & { readonly [F in keyof Probe["takes"]]?: Answered<Probe["takes"][F]> };

type Answered<K> = K extends AnswerKind<infer Answer> ? Answer : never;

export type FindingOf<Probe extends ProbeSignature> = Probe["findings"][number];

/** What can be read of a probe's evidence; each is missing where its look did not come so far. */
export type NumbersOf<Probe extends ProbeDeclaration> = Partial<ReadBy<Probe["numbers"]>>;

export const numbersOf = <Probe extends ProbeDeclaration>(
  { numbers }: Probe,
  evidence: Pick<Evidence, "numbers"> | null | undefined,
): NumbersOf<Probe> => readEach(numbers as Probe["numbers"], evidence?.numbers) as NumbersOf<Probe>;

/** Whether evidence is of this probe, in any version. */
export const isOf = ({ id }: Pick<ProbeSignature, "id">, { probe }: Pick<Evidence, "probe">) =>
  probe.startsWith(`${id}@`);
