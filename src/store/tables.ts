import type { Lane } from "../engine/ports.ts";

/**
 * The tables as Kysely sees them. Times are whole milliseconds since the epoch, flags 0 or 1, JSON is text; so the same SQL
 * serves every database. A dialect must hand 64-bit integers back as numbers.
 */
export interface Tables {
  readonly runs: RunsTable;
  readonly events: EventsTable;
  readonly effects: EffectsTable;
  readonly facts: FactsTable;
  readonly messages: MessagesTable;
  readonly deliveries: DeliveriesTable;
  readonly budgets: BudgetsTable;
  readonly traffic: TrafficTable;
  readonly alerts: AlertsTable;
}

/** One row a run; `revision` is the number of its events and the commit's compare-and-set. */
export interface RunsTable {
  readonly id: string;
  readonly flow: string;
  readonly version: number;
  readonly subject: string;
  readonly exclusive: Flag;
  readonly status: "open" | "closed";
  readonly team: string;
  readonly channel: string;
  readonly thread_ts: string | null;
  readonly driver: string;
  readonly started_at: number;
  readonly revision: number;
  /** The hash of its last event, which the next one carries; before the first its id, so that no log passes for another's. */
  readonly head: string;
}

/** A run whose flow is empty was forgotten, and is there for its tombstone only. */
export const forgottenFlow = "";

/** The log: one row an event, never changed but to take words out of it. */
export interface EventsTable {
  readonly run: string;
  readonly revision: number;
  readonly event: string;
  /** The hash of the event before it; empty for the first. */
  readonly previous: string;
  /** Random, and part of the hash: without it the hash tells nothing of the words. Another one once they are struck. */
  readonly salt: string;
  /** The hash that it had when its words were struck; null for an event that is as it was written. */
  readonly struck: string | null;
}

/** Work that is wanted, one row for each key of a run. */
export interface EffectsTable {
  readonly run: string;
  readonly key: string;
  readonly lane: Lane;
  /** The visit that a probe or reminder belongs to. */
  readonly visit: string | null;
  readonly effect: string;
  readonly due: number;
  /** No earlier than this after a failed attempt, however urgently it is asked for again. */
  readonly held_until: number;
  /** The revision that asked for it and its place among that commit's effects: the order within a lane. */
  readonly asked: number;
  readonly turn: number;
  readonly wanted: number;
  readonly attempts: number;
  readonly lease: string | null;
  readonly lease_until: number | null;
  readonly dead: Flag;
  readonly error: string | null;
  readonly progress: string | null;
  /** When the times of the row were set, by the clock that set them. */
  readonly set_at: number;
  /** The budget that it waits for, and how many must be left of that for what is more urgent; null when it waits for none. */
  readonly budget: string | null;
  readonly keep: number;
}

/** Bulky raw material of observations, which may be pruned. */
export interface FactsTable {
  readonly run: string;
  readonly visit: string;
  readonly facts: string;
  readonly kept_at: number;
}

/** What was posted for a run, by key of the rendering. */
export interface MessagesTable {
  readonly run: string;
  readonly key: string;
  readonly ts: string;
  readonly hash: string;
  readonly generation: number;
  readonly file: string | null;
}

/** Slack's ids of what was already recorded. */
export interface DeliveriesTable {
  readonly id: string;
  readonly run: string;
  readonly at: number;
}

/**
 * What Slack lets the app spend: all is saved up again at `next`, and nothing is spent before `paused_until`; set at `set_at`. The rule
 * stands beside it, for whoever looks what it holds.
 */
export interface BudgetsTable {
  readonly name: string;
  readonly next: number;
  readonly paused_until: number;
  readonly set_at: number;
  readonly every_ms: number;
  readonly burst: number;
}

/** Requests of the bot's own, one row a look that sends; `lease_until` is null once it is over. */
export interface TrafficTable {
  readonly lease: string;
  readonly destination: string;
  readonly at: number;
  readonly requests: number;
  readonly lease_until: number | null;
}

/** What was heard of alerts, one row an alert, and a request that was taken. */
export interface AlertsTable {
  readonly key: string;
  readonly channel: string;
  readonly thread_ts: string;
  readonly heard: number;
  readonly over: Flag;
  readonly revision: number;
}

export type Flag = 0 | 1;
