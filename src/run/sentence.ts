import type { Person } from "./event.ts";

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
