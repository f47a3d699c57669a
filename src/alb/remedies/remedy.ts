/** Whether a change can be made now, by what was measured; "unknown" where the measurement is missing. */
export type Safety = "safe" | "careful" | "unsafe" | "unknown";

/** A change that a person may make. Handrail never makes it. */
export interface Remedy {
  /** In a few words: "Let nginx keep idle connections for 70 s". */
  readonly title: string;
  readonly safety: Safety;
  /** Why it helps and why it is that safe, with the values; a few sentences. */
  readonly says: string;
  /** What to write or to run, ready to paste: a small diff under its file and line, or commands. */
  readonly lines: readonly string[];
  /** How it takes effect; a sentence or two. */
  readonly rollOut?: string;
  /** What comes with it; a sentence each. */
  readonly costs: readonly string[];
  /** What to write or to run to take it back. */
  readonly undo?: string;
  /** Where what it says is from. */
  readonly source: string;
}
