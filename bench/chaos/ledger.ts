import type { Progress } from "../../src/engine/ports.ts";
import type { RunEvent } from "../../src/run/event.ts";

/** What the store holds, read table by table and not through the store's own code. */
export interface Ledger {
  readonly runs: readonly {
    readonly id: string;
    readonly status: string;
    readonly revision: number;
  }[];
  readonly events: readonly Entry[];
  readonly effects: readonly Waiting[];
  /** Slack's ids of what was recorded, each with the run that recorded it. */
  readonly deliveries: ReadonlyMap<string, string>;
}

/** One record of a run's log. */
export interface Entry {
  readonly run: string;
  readonly revision: number;
  readonly event: RunEvent;
  /** When that was by the walkers' clock, in milliseconds since the epoch; the event has the bot's. */
  readonly at: number;
}

/** Work that is still to be done. */
export interface Waiting {
  readonly run: string;
  readonly key: string;
  /** How far the work of a visit has come, where it told. */
  readonly progress?: { readonly visit: string; readonly progress: Progress };
  /** Milliseconds since the epoch. */
  readonly due: number;
  readonly dead: boolean;
  readonly leased: boolean;
  readonly error: string;
}

type Row = Readonly<Record<string, unknown>>;

/** Runs a statement without parameters. */
export type Query = (statement: string) => Promise<readonly Row[]>;

/** Reads all tables that the judgement rests on; `ours` makes the walkers' time of a bot's. */
export async function readLedger(query: Query, ours: (at: number) => number): Promise<Ledger> {
  const runs = await query("select id, status, revision from runs order by started_at, id");
  const events = await query("select run, revision, event from events order by run, revision");
  const deliveries = await query("select id, run from deliveries");
  return {
    runs: runs.map(({ id, status, revision }) => ({
      id: String(id),
      status: String(status),
      revision: Number(revision),
    })),
    events: events.map((row) => entryOf(row, ours)),
    effects: await readEffects(query),
    deliveries: new Map(deliveries.map(({ id, run }) => [String(id), String(run)])),
  };
}

function entryOf({ run, revision, event: json }: Row, ours: (at: number) => number): Entry {
  const event: RunEvent = JSON.parse(String(json));
  return { run: String(run), revision: Number(revision), event, at: ours(event.at) };
}

/** Reads only what is still to be done. */
export async function readEffects(query: Query): Promise<readonly Waiting[]> {
  const rows = await query(
    "select run, key, visit, due, dead, lease, error, progress from effects",
  );
  return rows.map(({ run, key, visit, due, dead, lease, error, progress }) => ({
    run: String(run),
    key: String(key),
    due: Number(due),
    dead: Number(dead) === 1,
    leased: lease !== null,
    error: String(error ?? ""),
    ...(typeof progress === "string" && {
      progress: { visit: String(visit), progress: JSON.parse(progress) },
    }),
  }));
}
