/** A measured line: what was read, against which limit, and where both come from. */
export interface Measured {
  readonly label: string;
  readonly value: string;
  readonly threshold?: string;
  readonly source: string;
}

/** What a pure judge makes of an observation: the finding, its reason in sentences, and the numbers behind it. */
export interface Judgement<Finding extends string> {
  readonly finding: Finding;
  readonly strength?: "possible";
  readonly says: string;
  /** The same in a few words; the first sentence of `says` where absent. */
  readonly headline?: string;
  /** Facts behind it. */
  readonly details: readonly string[];
  /** What to do now. */
  readonly next?: readonly string[];
  readonly readings: readonly Measured[];
}

/** What is still missing until looking again settles the question. */
export interface Pending {
  /** Short and without a full stop: "12,300 of 16,200 clean requests". */
  readonly says: string;
  /** 0 to 1. */
  readonly share: number;
  /** When it is expected at the present pace, in milliseconds since the epoch; null where nobody can tell. */
  readonly expectedAt: number | null;
}
