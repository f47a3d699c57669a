/** What can be stored, diffed and read back unchanged. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * How far the evidence carries: *possible*, the metrics fit; *likely*, also an inverted link and no target change near
 * the failures; *shown*, by the access-log gap test or caught in an experiment.
 */
export type Strength = "possible" | "likely" | "shown";

/** One measured line of evidence: what was read, against which limit, and where it came from. */
export interface Reading {
  readonly label: string;
  /** With its unit, ready to show: "12 of 240,000 (0.005 %)". */
  readonly value: string;
  /** What the value was held against, when it was: "≤ 0.1 %". */
  readonly threshold?: string;
  /** The metric, API field, file or page that the value or the threshold comes from. */
  readonly source: string;
  /** Stands behind the button, not in the step's small table. */
  readonly aside?: true;
}

/** A change that a person may make, with what it takes and how to take it back. Handrail never makes it. */
export interface Remedy {
  /** In a few words: "Let nginx keep idle connections for 70 s". */
  readonly title: string;
  /** Whether it can be made now, by what was measured; "unknown" where the measurement is missing. */
  readonly safety: "safe" | "careful" | "unsafe" | "unknown";
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

/** How far a question is from being settled. */
export interface Pending {
  /** Short and without a full stop: "12,300 of 16,200 clean requests". */
  readonly says: string;
  /** 0 to 1. */
  readonly share: number;
  /** When it is expected at the present pace, in milliseconds since the epoch; null where nobody can tell. */
  readonly expectedAt: number | null;
}

/** Whether something holds, with a sentence of what was read; null: it could not be read. */
export interface Check {
  /** By which a flow names it: "alarm". */
  readonly check: string;
  readonly holds: boolean | null;
  readonly says: string;
}

/** What a probe saw. Stored in the run's log; `facts` goes to a table that may be pruned. */
export interface Evidence {
  /** Name and version of the probe: "alb.pattern@1". */
  readonly probe: string;
  /** A word from the probe's closed list; null when the world could not be read. */
  readonly finding: string | null;
  /** Absent where the finding is no diagnosis. */
  readonly strength?: Strength;
  /** One sentence with value, threshold and source; the first thing a responder reads. */
  readonly says: string;
  /** The same in a few words, for the card, the channel and lists: at most 150 characters; the first sentence of `says` where absent. */
  readonly headline?: string;
  /** Facts behind it in sentences, the most important first; few. They stand behind a button and in the postmortem. */
  readonly details: readonly string[];
  /** What to do now in sentences, the most important first; few. They stand in the step and nowhere else. */
  readonly next?: readonly string[];
  readonly readings: readonly Reading[];
  /** What was seen as a few lines of text for a narrow screen with letters of one width. */
  readonly drawing?: readonly string[];
  /** Changes for a person to make, the best first. */
  readonly remedies?: readonly Remedy[];
  /** Small numbers that later probes, the postmortem and pictures need; survives pruning. */
  readonly numbers: { readonly [name: string]: Json };
  /** Single things that hold or not, which can tick follow-ups. */
  readonly checks?: readonly Check[];
  /** What is still missing until looking again settles the question; absent where it is settled or nobody can tell. */
  readonly pending?: Pending;
  /** The exact queries as AWS CLI or curl lines that a person can paste. */
  readonly queries: readonly string[];
  /** Bulky raw material (series, responses); may be pruned without harm to a later postmortem. */
  readonly facts: Json;
}
