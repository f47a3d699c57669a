import type { Answers, Subject } from "#language";
import type { Person, SaidAnswers, Visit } from "./visits.ts";

/** What every event says: what happened, when (milliseconds since the epoch) and who did it. */
export type Happened<Event extends { readonly kind: string } = { readonly kind: string }> = {
  readonly at: number;
  readonly by: Person;
} & Event;

/** All that the log of a run says, folded. */
export interface RunState {
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
  readonly said: SaidAnswers;
  /** What the run is about; absent for a flow without a subject. */
  readonly subject?: Subject;
  /** Every visit of every step, oldest first; the last one is where the run stands. Never empty. */
  readonly visits: readonly Visit[];
  /** When a choice last marked the change as rolled out, and when one first did. */
  readonly changes: readonly number[];
  readonly followUps: { readonly [item: string]: FollowUp };
  /** It is being looked up which follow-ups are done, and nothing came of it yet. */
  readonly checking: boolean;
  readonly notes: readonly Note[];
  /** Work that was given up after all retries, newest last, until someone asks to try again. */
  readonly troubles: readonly Trouble[];
  /** Put to rest: nobody is reminded until then. */
  readonly parked?: Parked;
  readonly ending?: Ending;
  /** Sections of the postmortem that someone wrote anew, each as it was written last. */
  readonly texts: { readonly [section: string]: RecordedText };
  readonly publishedAt?: number;
  readonly log: readonly Happened[];
}

/** Where a run lives in Slack. Without `threadTs` its card is a root message; with it, a reply in an existing thread. */
export interface Place {
  readonly team: string;
  readonly channel: string;
  readonly threadTs?: string;
}

/** A rest that someone gave the run. */
export interface Parked {
  /** Milliseconds since the epoch, as all times. */
  readonly until: number;
  readonly reason: string;
  readonly by: Person;
  readonly at: number;
}

export interface FollowUp {
  readonly owner?: Person;
  /** "2026-12-01" */
  readonly due?: string;
  readonly doneAt?: number;
  /** "handrail" where it was seen done and nobody ticked it. */
  readonly doneBy?: Person;
  /** A person ticked or unticked it: what is seen changes nothing any more. */
  readonly byHand?: true;
  /** What was seen of it last; null: it could not be read. */
  readonly checked?: { readonly at: number; readonly holds: boolean | null; readonly says: string };
}

/** What somebody wants to have in the record: their own words, or a message of Slack with its files. */
export interface Noted {
  /** Empty where a message holds nothing but files. */
  readonly text: string;
  /** It says what was decided, not only what was seen. */
  readonly decision?: true;
  readonly from?: NoteOrigin;
  readonly files?: readonly KeptFile[];
}

export interface NoteOrigin {
  readonly channel: string;
  readonly ts: string;
  /** Its author: a Slack id, or a name for whoever has no account here. */
  readonly author: Person;
  /** It stands in the run's own thread. */
  readonly isHere?: true;
  /** Its newest edit, as Slack counts time ("1700000000.000100"); absent before any. */
  readonly edited?: string;
}

/** A file that stays in Slack; the record keeps where it is. */
export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly link: string;
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

/** A section of the postmortem in someone's words. */
export interface Written {
  /** Markdown. */
  readonly text: string;
  readonly by: Person;
  readonly at: number;
}

/** The same with the index of its event in the log; null: as the record has it again. */
export interface RecordedText extends Omit<Written, "text"> {
  readonly text: string | null;
  readonly event: number;
}

/** Indices of the events that were taken back. */
export const takenBack = ({ log }: Pick<RunState, "log">): ReadonlySet<number> =>
  new Set(
    log.flatMap((event) =>
      event.kind === "undone" ? [(event as Happened & { readonly event: number }).event] : [],
    ),
  );
