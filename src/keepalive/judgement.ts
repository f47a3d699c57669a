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
  readonly details: readonly string[];
  readonly readings: readonly Measured[];
}
