import type { Drawing } from "../picture.ts";

/** What can be stored, diffed and read back unchanged. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** How far evidence carries; a probe says what each word takes. */
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

/** Whether a change can be made now, by what was measured; "unknown" where the measurement is missing. */
export type ChangeSafety = "safe" | "careful" | "unsafe" | "unknown";

/** A change that a person may make, with what it takes and how to take it back. Handrail never makes it. */
export interface Remedy {
  /** In a few words: "Let nginx keep idle connections for 70 s". */
  readonly title: string;
  readonly safety: ChangeSafety;
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
  /** What a step's questions are answered with once it is made, and that in a word: "70 s". */
  readonly makes?: Offer;
}

/** Answers that evidence has for questions of a flow, by the names of the facts: offered to a person, never taken by itself. */
export interface Offer {
  /** In a few words, for a button: "70 s". */
  readonly says: string;
  readonly answers: { readonly [fact: string]: Json };
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

/**
 * What a look is for: *diagnosis* says what the problem is; *comparison*, what stands before and after a change; *retest*,
 * whether a change helped; *check*, anything else that holds or not.
 */
export type Role = "diagnosis" | "comparison" | "retest" | "check";

/** Who was hit and how hard, as it was counted between two moments (milliseconds since the epoch). */
export interface Impact {
  readonly requests: number;
  readonly failures: number;
  /** What happened to those that failed: "failed with 503". */
  readonly how: string;
  readonly from: number;
  readonly to: number;
  /** Since when they fail without a longer pause; absent where nobody can tell. */
  readonly since?: number;
  /** Sentences on others that were hit at the same time. */
  readonly beside: readonly string[];
}

/** A setting as it was read: the record tells when it changes. */
export interface Setting {
  /** With its article: "The queue's visibility timeout". */
  readonly name: string;
  /** With its unit: "30 s". */
  readonly value: string;
}

/** A possible cause, ruled in, out, or left open, with what was held against what. */
export interface Ruling {
  /** A word of the probe's own. */
  readonly cause: string;
  readonly says: string;
  readonly state: "in" | "open" | "out";
  readonly reason: string;
  readonly value: string;
  readonly threshold: string;
  readonly source: string;
  /** Of an open one: what would settle it, a clause without a full stop, and whether that can be had. */
  readonly decidedBy?: string;
  readonly canBeHad?: "yes" | "no" | "unknown";
}

/** Earlier evidence that this one outweighs. */
export interface TakenBack {
  /** The id of its probe. */
  readonly probe: string;
  /** A sentence. */
  readonly why: string;
}

/** What a probe saw. Stored in the run's log; `facts` goes to a table that may be pruned. */
export interface Evidence {
  /** Name and version of the probe: "coffee.water@1". */
  readonly probe: string;
  /** A word from the probe's closed list; null when the world could not be read. */
  readonly finding: string | null;
  readonly role: Role;
  /** Absent where the finding is no diagnosis. */
  readonly strength?: Strength;
  /** What that strength means here: "the metrics fit, nothing proves it". */
  readonly carries?: string;
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
  /** Small numbers that later looks need; survives pruning. */
  readonly numbers: { readonly [name: string]: Json };
  /** What was seen as a picture; the record marks the changes in it. */
  readonly picture?: Drawing;
  readonly impact?: Impact;
  readonly settings?: readonly Setting[];
  /** Every cause that was considered. */
  readonly rulings?: readonly Ruling[];
  /** What it was not, in sentences for the postmortem. */
  readonly ruledOut?: readonly string[];
  readonly takesBack?: readonly TakenBack[];
  /** What cannot be so beside what was seen before; a sentence each. Shown with the first sentence, and in the record. */
  readonly contradictions?: readonly string[];
  /** What it could not read, or could not tell; a sentence each for the record. */
  readonly unknowns?: readonly string[];
  /** What it knows of questions that a later step asks. */
  readonly offers?: Offer;
  /** Single things that hold or not, which can tick follow-ups. */
  readonly checks?: readonly Check[];
  /** What is still missing until looking again settles the question; absent where it is settled or nobody can tell. */
  readonly pending?: Pending;
  /** The exact queries as lines of a command line that a person can paste. */
  readonly queries: readonly string[];
  /** Bulky raw material (series, responses); may be pruned without harm to a later postmortem. */
  readonly facts: Json;
}
