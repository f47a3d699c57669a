import type { Json } from "../probes/evidence.ts";

/** A question to a responder, as data. Its kind says what an answer is: see {@link FieldKind}. */
export interface Field {
  /** The name of a kind: one of the platform's ("url", "seconds", "text", "person", "number", "choice") or of a pack's. */
  readonly kind: string;
  readonly label: string;
  readonly optional?: boolean;
  /** The run is about its answer; one input of a flow at most. */
  readonly subject?: true;
  /** What its form begins with. */
  readonly initial?: Json;
  /** Names of an alert's dimensions or labels that tell it; the first that is there counts. */
  readonly fromAlert?: readonly string[];
  /** What can be picked, for a choice. */
  readonly options?: readonly string[];
  /** The least and the most that a number may be. */
  readonly min?: number;
  readonly max?: number;
  /** A text of several lines. */
  readonly long?: boolean;
}

export type Fields = { readonly [name: string]: Field };

/** Answers by field name. The shape of each is that of its kind. */
export type Answers = { readonly [name: string]: Json };

export const url = (label: string) => ({ kind: "url", label }) as const;
export const seconds = (label: string, initial?: number) =>
  ({ kind: "seconds", label, ...(initial === undefined ? {} : { initial }) }) as const;
export const text = (label: string) => ({ kind: "text", label }) as const;
export const longText = (label: string) => ({ kind: "text", label, long: true }) as const;
/** Somebody of the chat, who is picked; kept is the name. */
export const person = (label: string) => ({ kind: "person", label }) as const;
export const number = (label: string, initial: number, min: number, max: number) =>
  ({ kind: "number", label, initial, min, max }) as const;
export const choice = (label: string, options: readonly [string, ...string[]]) =>
  ({ kind: "choice", label, options, initial: options[0] }) as const;

/** The same question, which may stay unanswered. */
export const optional = <F extends Field>(field: F) => ({ ...field, optional: true }) as const;

/** The same question, whose answer is what the run is about: names, "one open run" and starting by name follow from it. */
export const subject = <F extends Field>(field: F) => ({ ...field, subject: true }) as const;

/** The input that says what a run is about, with its name; undefined for a flow that is about nothing in particular. */
export const subjectField = (inputs: Fields): readonly [string, Field] | undefined =>
  Object.entries(inputs).find(([, field]) => field.subject === true);
