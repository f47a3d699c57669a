import type { Answers, Choice, Evidence, Json } from "#language";

/** A Slack user id, or "handrail" for what the bot recorded by itself. */
export type Person = string;

/** One stay at one step. */
export interface Visit {
  /** "retest#2": the step and how often it had been entered. Buttons carry it. */
  readonly id: string;
  readonly step: string;
  /** Index in the log of the event that led here. */
  readonly event: number;
  readonly enteredAt: number;
  /** asking: required answers are missing; looking: the probe is out; deciding: a person's turn; over: left. */
  readonly state: "asking" | "looking" | "deciding" | "over";
  readonly evidence?: Omit<Evidence, "facts">;
  /** What looks of this visit said before, oldest first; absent where it looked once. */
  readonly earlier?: readonly Omit<Evidence, "facts">[];
  /** What looks of this visit did to the world, as they said before they did it; absent when nothing. */
  readonly traces?: readonly Trace[];
  /** Handrail looks by itself; absent when it does not. */
  readonly watch?: Watching | undefined;
  /** What this visit was told by those who answered at it; absent while its step is not answered or asks nothing. */
  readonly said?: SaidAnswers;
  readonly left?: VisitEnd;
  /** What somebody picked and somebody must confirm. */
  readonly proposal?: Proposal | undefined;
  /** What was picked last and came to nothing: its proposer took it back, or another one refused it. */
  readonly withdrawn?: Withdrawn;
  /** Who stopped its look, and when. */
  readonly cancelled?: { readonly by: Person; readonly at: number };
  /** Someone went back behind this visit: its evidence is kept but no longer counts. */
  readonly superseded: boolean;
  readonly remindedAt?: number;
}

/** What a look is about to do to the world, such as sending requests that are counted like others: known even if the look is lost. */
export interface Trace {
  /** What it does, without a full stop: "up to 20 HEAD requests to https://shop.example/". */
  readonly says: string;
  readonly numbers: { readonly [name: string]: Json };
}

/** A choice that was picked and does not count yet. */
export interface Proposal {
  /** The index of its event in the log. */
  readonly event: number;
  readonly choice: string;
  readonly reason: string | null;
  readonly answers: Answers;
  readonly said: SaidAnswers;
  readonly needs: NonNullable<Choice["confirm"]>;
  readonly by: Person;
  readonly at: number;
}

export interface Withdrawn {
  readonly choice: string;
  readonly proposedBy: Person;
  readonly by: Person;
  readonly at: number;
}

/** Looks that Handrail makes by itself. Milliseconds since the epoch. */
export interface Watching {
  readonly since: number;
  readonly by: Person;
  readonly until: number;
  /** When someone last asked for a look at once. */
  readonly hurriedAt?: number;
}

/** How a visit ended: who did what, when, and why. */
export interface VisitEnd {
  readonly how:
    | "chosen"
    | "skipped"
    | "lookedAgain"
    | "wentBack"
    | "stopped"
    | "answered"
    | "movedOn"
    | "undone";
  readonly choice?: string;
  readonly reason: string | null;
  readonly by: Person;
  readonly at: number;
  /** What the choice asked, as it was answered; absent for nothing. */
  readonly said?: SaidAnswers;
  /** Who picked what `by` confirmed. */
  readonly proposedBy?: Person;
}

/** What was answered, in words, by field. */
export type SaidAnswers = { readonly [field: string]: InWords };

/** An answer in words as its kind had them then, so that a log can be read without its flow and its kinds. */
export interface InWords {
  /** The question, as it was asked. */
  readonly label: string;
  /** Part by part; at least one. */
  readonly words: readonly string[];
  /** What one of several parts is: "server". */
  readonly part?: string;
  /** Whole sentences on what the answer leaves unknown; absent for none. */
  readonly open?: readonly string[];
}

/** The visit where the run stands, or stood when it closed. */
export function currentVisit({ visits }: Walked): Visit {
  const last = visits.at(-1);
  if (!last) throw new Error("A run has at least one visit.");
  return last;
}

/** Where *back* leads: the step before this one on the path that was not taken back; undefined at the start. */
export const previousStep = ({ visits }: Walked): string | undefined =>
  visitPath(visits).at(-2)?.step;

interface Walked {
  readonly visits: readonly Visit[];
}

/** A step on the path, with the place of its newest visit. */
export interface PathStep {
  readonly step: string;
  readonly newest: number;
}

/** The steps from the start to here without what was taken back, each with the place of its newest visit. */
export function visitPath(visits: readonly Visit[]): PathStep[] {
  const path: PathStep[] = [];
  for (const newest of visits.keys()) walkOn(path, visits, newest);
  return path;
}

/** Takes the visit at `newest` onto the path. */
export function walkOn(path: PathStep[], visits: readonly Visit[], newest: number): void {
  const step = visits[newest]?.step ?? "";
  if (takesBack.has(visits[newest - 1]?.left?.how ?? "")) path.pop();
  if (path.at(-1)?.step === step) path.pop();
  path.push({ step, newest });
}

/** Ways to leave a step that take it off the path. */
const takesBack: ReadonlySet<string> = new Set<VisitEnd["how"]>(["wentBack", "undone"]);
