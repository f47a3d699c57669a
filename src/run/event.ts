import type { Answers, Choice, Evidence, Json, Subject } from "#language";

/** A Slack user id, or "handrail" for what the bot recorded by itself. */
export type Person = string;

/** One immutable record in a run's log. `at` is milliseconds since the epoch. */
export type RunEvent = { readonly at: number; readonly by: Person } & Happening;

/** What happened. A `visit` names the visit of a step that it belongs to: "retest#2". */
export type Happening =
  | {
      readonly kind: "started";
      readonly run: string;
      readonly flow: string;
      readonly version: number;
      readonly place: Place;
      readonly facts: Answers;
      readonly said: Said;
      /** What the run is about; absent where the flow has no such input. */
      readonly subject?: Subject;
      readonly led: ToStep;
      /** Started although another run of this flow and subject was open. */
      readonly anyway: boolean;
    }
  | {
      readonly kind: "answered";
      readonly visit: string;
      readonly answers: Answers;
      readonly said: Said;
      readonly led: ToStep;
    }
  | {
      readonly kind: "observed";
      readonly visit: string;
      readonly startedAt: number;
      /** Without its bulky `facts`, which are stored beside the log. */
      readonly evidence: Omit<Evidence, "facts">;
      /** A watch saw it, and ended with it. */
      readonly settles?: true;
    }
  | { readonly kind: "traced"; readonly visit: string; readonly trace: Trace }
  /** Picked, but it counts only once somebody has confirmed it. */
  | {
      readonly kind: "proposed";
      readonly visit: string;
      readonly choice: string;
      readonly reason: string | null;
      readonly answers: Answers;
      readonly said: Said;
      readonly needs: NonNullable<Choice["confirm"]>;
    }
  | { readonly kind: "withdrew"; readonly visit: string }
  | {
      readonly kind: "chosen";
      /** Whose proposal was confirmed with it. */
      readonly proposedBy?: Person;
      readonly visit: string;
      readonly choice: string;
      /** Why another choice than the recommended one; null where nothing else was recommended. */
      readonly reason: string | null;
      readonly answers: Answers;
      readonly said: Said;
      /** The choice states that the change is rolled out. */
      readonly marks?: "change";
      readonly led: Led;
    }
  | {
      readonly kind: "skipped";
      readonly visit: string;
      readonly choice: string;
      readonly reason: string;
      readonly led: Led;
    }
  /** Someone stopped the look of a visit; what it saw until then comes as "observed". */
  | { readonly kind: "cancelled"; readonly visit: string }
  /** The probe looks by itself from now on, until this moment at the latest (milliseconds since the epoch). */
  | { readonly kind: "watched"; readonly visit: string; readonly until: number }
  | { readonly kind: "hurried"; readonly visit: string }
  | { readonly kind: "unwatched"; readonly visit: string }
  | { readonly kind: "lookedAgain"; readonly visit: string; readonly led: ToStep }
  | { readonly kind: "wentBack"; readonly visit: string; readonly led: ToStep }
  /** The run's version was gone; from here on it walks this one, facts and answers kept. */
  | {
      readonly kind: "movedOn";
      readonly visit: string;
      readonly version: number;
      readonly led: ToStep;
    }
  | ({ readonly kind: "noted" } & Noted)
  /** The words of a note changed, or what it is. `note` is the index of its "noted" in the log. */
  | ({ readonly kind: "noteRevised"; readonly note: number } & Revision)
  /** A note no longer counts: its message was deleted, or whoever kept it took it back. */
  | { readonly kind: "noteWithdrawn"; readonly note: number }
  /** The run lives elsewhere in Slack from here on. `anew`: its messages stayed behind and are posted there again. */
  | { readonly kind: "rehomed"; readonly to: Place; readonly anew: boolean }
  | { readonly kind: "handedOver"; readonly to: Person }
  | { readonly kind: "tookOver" }
  | { readonly kind: "joined" }
  | { readonly kind: "followUpTaken"; readonly item: string; readonly owner: Person }
  /** By when it shall be done: "2026-12-01". */
  | { readonly kind: "followUpDated"; readonly item: string; readonly due: string }
  | { readonly kind: "followUpDone"; readonly item: string }
  | { readonly kind: "followUpReopened"; readonly item: string }
  /** Someone wants to know now which follow-ups AWS shows as done. */
  | { readonly kind: "checkAsked" }
  | {
      readonly kind: "checked";
      readonly checks: readonly Checked[];
      readonly queries: readonly string[];
    }
  | { readonly kind: "reminded"; readonly visit: string }
  /** Nobody touched the step after its reminder either: the channel is told. */
  | { readonly kind: "escalated"; readonly visit: string }
  | { readonly kind: "snoozed"; readonly visit: string; readonly seconds: number }
  /** No reminders until this moment, in milliseconds since the epoch. */
  | { readonly kind: "parked"; readonly until: number; readonly reason: string }
  /** By "handrail" when its time came. */
  | { readonly kind: "unparked" }
  | { readonly kind: "gaveUp"; readonly work: string; readonly why: string }
  | { readonly kind: "retried" }
  | { readonly kind: "stopped"; readonly reason: string }
  /** Sections of the postmortem in someone's own words (Markdown); null: as the record has them. */
  | { readonly kind: "edited"; readonly texts: { readonly [section: string]: string | null } }
  | { readonly kind: "published" }
  /** Words were taken out of these events of the log, by their numbers from 1. */
  | { readonly kind: "struck"; readonly events: readonly number[] };

/** What was answered, in words, by field. */
export type Said = { readonly [field: string]: InWords };

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

/** What somebody wants to have in the record: their own words, or a message of Slack with its files. */
export interface Noted {
  /** Empty where a message holds nothing but files. */
  readonly text: string;
  /** It says what was decided, not only what was seen. */
  readonly decision?: true;
  readonly from?: Origin;
  readonly files?: readonly KeptFile[];
}

/** What became of a note; `edited` is the edit of its message that did it. */
export type Revision = Partial<Pick<Noted, "text" | "files" | "decision">> & Pick<Origin, "edited">;

/** The message that a note was made of. */
export interface Origin {
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

/** What a look is about to do to the world, such as sending requests that are counted like others: known even if the look is lost. */
export interface Trace {
  /** What it does, without a full stop: "up to 20 HEAD requests to https://shop.example/". */
  readonly says: string;
  readonly numbers: { readonly [name: string]: Json };
}

/** One follow-up as AWS shows it, with a sentence of what was read; null: it could not be read. */
export interface Checked {
  readonly item: string;
  readonly holds: boolean | null;
  readonly says: string;
}

/**
 * Where an event leads. The flow of that moment says it and the log keeps it, so that a log can be read without its flow.
 */
export type Led = ToStep | ToEnd;

/** A step, and what it waits for first. */
export interface ToStep {
  readonly kind: "step";
  readonly step: string;
  /** asking: required answers are missing; looking: the probe is asked; deciding: a person's turn. */
  readonly state: "asking" | "looking" | "deciding";
}

export interface ToEnd {
  readonly kind: "end";
  readonly end: string;
  readonly outcome: "resolved" | "elsewhere" | "open";
}

/** Where a run lives in Slack. Without `threadTs` its card is a root message; with it, a reply in an existing thread. */
export interface Place {
  readonly team: string;
  readonly channel: string;
  readonly threadTs?: string;
}

/** Work asked for by an event, as data. A worker performs it and reports back with events. */
export type Effect =
  | { readonly kind: "show" }
  | { readonly kind: "probe"; readonly visit: string }
  /** One look of a watch; it stays, due again later, until the watch is over. */
  | { readonly kind: "watch"; readonly visit: string }
  /** See whether time alone asks for something at this visit: a reminder, an escalation, the end of a rest. */
  | { readonly kind: "remind"; readonly visit: string; readonly afterSeconds: number }
  /** Read in AWS which follow-ups are done. */
  | { readonly kind: "check"; readonly afterSeconds: number };
