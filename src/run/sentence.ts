import type { Flow } from "#language";
import { stepOf, stepTitle } from "./labels.ts";
import type { Person } from "./visits.ts";

/** A word of a sentence: text, or a person or a moment that each medium shows its own way. */
export type Word =
  | string
  | { readonly person: Person }
  /**
   * Milliseconds since the epoch; with `day` where the day is not clear from what stands around it.
   */
  | { readonly time: number; readonly day?: true };

/**
 * A sentence of the record, with the indices of the log's events that it comes from. Never without
 * one.
 */
export interface Sentence {
  readonly words: readonly Word[];
  readonly events: readonly number[];
}

/** The step of a visit in a sentence: “Retest”. */
export const stepWord = (flow: Flow, visit: string): string =>
  `“${stepTitle(flow, stepOf(visit))}”`;

/** Why, at the end of a sentence; empty where nobody said so. */
export const reasonWords = (reason: string | null): string =>
  reason === null ? "" : `, with the reason: ${withoutFullStop(reason)}`;

/** Without the full stop that the sentence around it brings. */
export const withoutFullStop = (text: string): string => text.trim().replace(/\.$/, "");
