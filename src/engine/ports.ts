import type { Alike, Evidence, GenericProbe, Json, ProbeSignature, Step } from "#language";
import type { DueEffect, Effect } from "../run/effects.ts";
import type { RunEvent } from "../run/event.ts";
import type { Run, RunRow } from "../run/run.ts";
import type { Trace } from "../run/visits.ts";
import type { Budgets, BudgetWait } from "./budgets.ts";
import type { HeardAlerts } from "./heard-alerts.ts";
import type { SendQuota } from "./send-quota.ts";

/** Milliseconds since the epoch. */
export type Clock = () => number;
/** A new unique id, URL-safe and short enough for a button's value. */
export type Ids = () => string;

/** Structured log; never given a token, an answer or a message's text. */
export interface Log {
  info(says: string, more?: unknown): void;
  warn(says: string, more?: unknown): void;
  error(says: string, more?: unknown): void;
}

/** One transaction's worth of change to one run. */
export interface Commit {
  readonly row: RunRow;
  /** Nothing of the row changes but its revision. */
  readonly isRowSame?: boolean;
  /** Appended at revisions `expected + 1 …`. */
  readonly events: readonly RunEvent[];
  /** The revision that was read; 0 creates the run. */
  readonly expected: number;
  /** A run of these subjects that is open stands in the way of a start as well. */
  readonly alike?: Alike;
  readonly effects: readonly DueEffect[];
  /** Bulky raw material of an observation, by visit. */
  readonly facts?: { readonly visit: string; readonly json: Json };
  /** Slack's id of the interaction or event that asked for this; remembered for 24 h. */
  readonly delivery?: string;
  /** Keys of timers that are void from now on, and leave. */
  readonly voids?: readonly string[];
  /** The run has a new place: none of its messages is there yet, and all are to be posted anew. */
  readonly anew?: boolean;
  /** The effect that is done with this commit: removed in the same transaction, if its lease still holds. */
  readonly done?: Claim;
}

export type Committed =
  | { readonly kind: "committed" }
  /** Someone else committed first: load again and retry. */
  | { readonly kind: "conflict" }
  /** This delivery was committed before, to this run; nothing was changed. */
  | { readonly kind: "duplicate"; readonly run: string }
  /** An exclusive run of this flow and subject is open; nothing was changed. */
  | { readonly kind: "alreadyOpen"; readonly run: string }
  /** `done` no longer holds its lease: another worker took over; nothing was changed. */
  | { readonly kind: "leaseLost" };

/** What is worked on side by side within a run: its rendering, and everything else. */
export type Lane = "show" | "work";
export const laneOf = ({ kind }: Effect): Lane => (kind === "show" ? "show" : "work");

/** A leased effect. At most one claim for each run and lane (show | work) is alive at a time. */
export interface Claim extends DueEffect {
  readonly lease: string;
  /** Attempts before this one. */
  readonly attempts: number;
  /** The budget of which one was spent for it already, since it waited for that. */
  readonly paid?: string;
  /** Times this row was asked for; when it grew while the claim was out, the row stays due. */
  readonly wanted: number;
}

/** Where runs are kept. Every method is one transaction. Methods reject with StoreUnavailable when the disk or database fails. */
export interface Store {
  commit(commit: Commit, signal?: AbortSignal): Promise<Committed>;
  /**
   * The log in order, without its first `after` (0) events; empty when there is no such run, or nothing more. Rejects
   * with RunUnreadable where it is damaged, with NotFound where it was forgotten.
   */
  load(run: string, after?: number): Promise<readonly RunEvent[]>;
  row(run: string): Promise<RunRow | undefined>;
  /** Newest first. */
  rows(where: RunFilter): Promise<readonly RunRow[]>;
  facts(run: string, visit: string): Promise<Json | undefined>;
  /** The run whose card or thread this is, the newest first if several. */
  runsInThread(place: {
    readonly channel: string;
    readonly threadTs: string;
  }): Promise<readonly RunRow[]>;

  /** Leases the oldest due effect, of one lane or of any, whose run and lane nobody works on. */
  claim(now: number, leaseMs: number, lease: string, lane?: Lane): Promise<Claim | undefined>;
  /** Extends a lease; false when it was lost. */
  renew(claim: Claim, until: number): Promise<boolean>;
  /** Removes a finished effect unless it was asked for again meanwhile, in which case it stays due. */
  finish(claim: Claim): Promise<void>;
  /** Gives it back, due at `due`, one attempt more. */
  postpone(claim: Claim, due: number, error: string, countAttempt: boolean): Promise<void>;
  /** Gives it back to wait for a budget: it is claimed again when that lets it through, and not before. */
  hold(claim: Claim, held: BudgetWait): Promise<void>;
  /**
   * Gives it back as if never tried, due again at `due` unless it was asked for meanwhile, with what was seen until then; asks for a
   * repaint of the thread at `now`.
   */
  rest(claim: Claim, due: number, progress: Progress, now: number): Promise<void>;
  /** Parks a poison effect as dead, out of the way of the others; `requeue` makes a run's dead effects due again. */
  giveUp(claim: Claim, error: string): Promise<void>;
  requeue(run: string, due: number): Promise<number>;
  /** When the next effect, of one lane or of any, falls due, or undefined. */
  nextDue(now: number, lane?: Lane): Promise<number | undefined>;
  /** Progress of a probe that is out, gone with its effect and, but for a watch's, with the attempt; asks for a repaint of the thread at `now`. */
  setProgress(claim: Claim, progress: Progress, now: number): Promise<void>;
  progress(run: string, visit: string): Promise<Progress | undefined>;

  messages: MessageStore;
  budgets: Budgets;
  traffic: SendQuota;
  alerts: HeardAlerts;
  /** How the store and the work in it stand at `now`; rejects when nothing can be written. */
  condition(now: number): Promise<StoreCondition>;
  /** Removes deliveries older than `before`. Returns how many. */
  forgetDeliveries(before: number): Promise<number>;
  /** Removes some of the facts of closed runs kept before `before`; no postmortem needs them. Returns how many, 0 when none is left. */
  pruneFacts(before: number): Promise<number>;
  /** Removes all that is kept of a closed run, but for a tombstone. Rejects with NotFound, and with BadInput while it is open. */
  forget(run: string): Promise<void>;
  /** Forgets some of the closed runs in which nothing happened since `before`. Returns how many, 0 when none is left. */
  forgetOld(before: number): Promise<number>;
  close(): Promise<void>;
}

export interface RunFilter {
  readonly status?: "open" | "closed";
  readonly channel?: string;
  readonly flow?: string;
  readonly subject?: string;
  readonly limit: number;
}

/** Work whose row is damaged, so that it was set aside. */
export interface Unreadable {
  readonly run: string;
  readonly key: string;
  readonly why: string;
}

export interface StoreCondition {
  /** Since when the oldest work is due that nobody does; absent when none is. */
  readonly oldestDue?: number;
  /** How much work waits for each budget, and since when the oldest; what a budget holds is no work that nobody does. */
  readonly held?: readonly {
    readonly budget: string;
    readonly waiting: number;
    readonly since: number;
  }[];
  /** What was given up, and why; at most 1,000. */
  readonly dead: readonly { readonly run: string; readonly key: string; readonly why: string }[];
}

/** What was posted for a run, by key of the rendering. */
export interface MessageStore {
  all(run: string): Promise<readonly SentMessage[]>;
  /**
   * Puts the row of (run, key) in the place of the one that its writer knows of; of several that write at once, one does. Resolves with
   * whether it did: another may have written since, for a lease ends early where a clock is set forward.
   */
  put(run: string, message: SentMessage, known?: SentMessage): Promise<boolean>;
}

export interface SentMessage {
  readonly key: string;
  /** Empty while a post is under way and its outcome unknown: look before posting again. */
  readonly ts: string;
  /** Hash of what was sent. */
  readonly hash: string;
  /** Raised when a message was deleted and must be posted anew. */
  readonly generation: number;
  /** Slack's file id, for messages that are files. */
  readonly file?: string;
}

export interface Progress {
  /** One short line: "120 of 300 requests, 0 failed". */
  readonly says: string;
  /** 0 to 1; null where nobody can tell. */
  readonly share: number | null;
  /** Seconds until it is done, where that can be told; estimated from the rate so far where a probe does not say. */
  readonly secondsLeft?: number;
  /** Seconds after which the look is ended. */
  readonly secondsAtMost?: number;
  /** Of a watch: when it last looked, and when its answer is expected. Milliseconds since the epoch. */
  readonly at?: number;
  readonly expectedAt?: number;
  /** Of a watch that could not look lately: how often in a row, and why. */
  readonly unread?: { readonly times: number; readonly why: string };
}

export interface ProbeContext {
  readonly run: Run;
  readonly visit: string;
  /** What the step states of a generic probe. */
  readonly asks?: Pick<Step, "proves"> & {
    readonly probe: GenericProbe;
    /** What the button of each finding's choice says. */
    readonly labels?: { readonly [finding: string]: string };
  };
  /** Raw facts of an earlier visit, if not pruned. */
  readonly facts: (visit: string) => Promise<Json | undefined>;
  readonly now: Clock;
  readonly report: (progress: Progress) => void;
  /**
   * Records what the look is about to do to the world before it does so, for later looks (`traces` of the visit). Rejects with
   * StaleVisit when the visit is over: then it must not be done.
   */
  readonly leave: (trace: Trace) => Promise<void>;
  /** A watch looks, and nobody asked for this very look: nothing may be done to the world. */
  readonly watching?: true;
  /** Aborts at the probe's deadline and at shutdown; with LookStopped when someone stopped the look or its visit is over. */
  readonly signal: AbortSignal;
}

/** A probe that can look. It never rejects for a failure of the world: that is evidence with finding null. */
export interface Probe extends ProbeSignature {
  readonly look: Look;
}

export type Look = (context: ProbeContext) => Promise<Evidence>;

/** Every probe, by its id. */
export type Probes = ReadonlyMap<string, Probe>;

/** Makes the thread look like the run; one of the budget `paid` is spent. Rejects with Postponed, Held, or any error (retried). */
export type Show = (run: Run, stillMine: () => Promise<boolean>, paid?: string) => Promise<void>;
