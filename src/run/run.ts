import type { Answers, Choice, Evidence, Subject } from "#language";
import type { Noted, Person, Place, RunEvent, Said, Trace } from "./event.ts";

/** One walk of a flow in one thread: all that its log says, folded. */
export interface Run {
  readonly id: string;
  readonly flow: string;
  readonly version: number;
  readonly place: Place;
  /** Number of events folded; the commit's compare-and-set. */
  readonly revision: number;
  readonly startedAt: number;
  readonly startedBy: Person;
  /** Started although another run of this flow and subject was open; such a run blocks no other start. */
  readonly anyway: boolean;
  readonly driver: Person;
  /** Everyone who acted, in order of appearance. */
  readonly people: readonly Person[];
  /** Inputs and answers, newest value of each. */
  readonly facts: Answers;
  /** The same in words, each as it was told. */
  readonly said: Said;
  /** What the run is about; absent for a flow without a subject. */
  readonly subject?: Subject;
  /** Every visit of every step, oldest first; the last one is where the run stands. Never empty. */
  readonly visits: readonly Visit[];
  /** When a choice last marked the change as rolled out, and when one first did. */
  readonly changes: readonly number[];
  readonly followUps: { readonly [item: string]: FollowUp };
  readonly notes: readonly Note[];
  /** Work that was given up after all retries, newest last, until someone asks to try again. */
  readonly troubles: readonly Trouble[];
  /** Put to rest: nobody is reminded until then. */
  readonly parked?: Parked;
  readonly ending?: Ending;
  readonly publishedAt?: number;
  readonly log: readonly RunEvent[];
}

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
  readonly said?: Said;
  readonly left?: Leaving;
  /** What somebody picked and somebody must confirm. */
  readonly proposal?: Proposal | undefined;
  /** Who stopped its look, and when. */
  readonly cancelled?: { readonly by: Person; readonly at: number };
  /** Someone went back behind this visit: its evidence is kept but no longer counts. */
  readonly superseded: boolean;
  readonly remindedAt?: number;
}

/** A choice that was picked and does not count yet. */
export interface Proposal {
  /** The index of its event in the log. */
  readonly event: number;
  readonly choice: string;
  readonly reason: string | null;
  readonly answers: Answers;
  readonly said: Said;
  readonly needs: NonNullable<Choice["confirm"]>;
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

/** A rest that someone gave the run. */
export interface Parked {
  /** Milliseconds since the epoch, as all times. */
  readonly until: number;
  readonly reason: string;
  readonly by: Person;
  readonly at: number;
}

/** How a visit ended: who did what, when, and why. */
export interface Leaving {
  readonly how:
    | "chosen"
    | "skipped"
    | "lookedAgain"
    | "wentBack"
    | "stopped"
    | "answered"
    | "movedOn";
  readonly choice?: string;
  readonly reason: string | null;
  readonly by: Person;
  readonly at: number;
  /** What the choice asked, as it was answered; absent for nothing. */
  readonly said?: Said;
  /** Who picked what `by` confirmed. */
  readonly proposedBy?: Person;
}

export interface FollowUp {
  readonly owner?: Person;
  /** "2026-12-01" */
  readonly due?: string;
  readonly doneAt?: number;
  /** "handrail" where AWS showed it as done and nobody ticked it. */
  readonly doneBy?: Person;
  /** A person ticked or unticked it: what AWS shows changes nothing any more. */
  readonly byHand?: true;
  /** What AWS said of it last; null: it could not be read. */
  readonly checked?: { readonly at: number; readonly holds: boolean | null; readonly says: string };
}

export interface Note extends Noted {
  /** Index of its "noted" in the log, by which it is revised and withdrawn. */
  readonly event: number;
  readonly at: number;
  readonly by: Person;
  /** Its message was deleted, or whoever kept it took it back. */
  readonly isWithdrawn: boolean;
}

export interface Trouble {
  readonly work: string;
  readonly why: string;
  readonly at: number;
}

/** How the run closed: an end of the flow, or "stopped" with a reason. */
export interface Ending {
  readonly end: string;
  readonly outcome: "resolved" | "elsewhere" | "open" | "stopped";
  readonly reason?: string;
  readonly by: Person;
  readonly at: number;
}
