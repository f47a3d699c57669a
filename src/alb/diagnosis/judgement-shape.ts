import type { Reading } from "#language";

/** What a pure judge makes of an observation: the finding, its reason in sentences, and the numbers behind it. */
export interface Judgement<Finding extends string> {
  readonly finding: Finding;
  readonly strength?: "possible";
  readonly says: string;
  /** The same in a few words; the first sentence of `says` where absent. */
  readonly headline?: string;
  /** Facts behind it. */
  readonly details: readonly string[];
  readonly next?: readonly string[];
  readonly readings: readonly Reading[];
}
