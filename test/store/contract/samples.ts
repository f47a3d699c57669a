import type { Claim, Clock, Commit, Store } from "../../../src/engine/ports.ts";
import type { DueEffect, Effect } from "../../../src/run/effects.ts";
import type { RunEvent } from "../../../src/run/event.ts";
import type { RunRow } from "../../../src/run/run.ts";
import type { HeldStore } from "../../../src/store/store.ts";

/** Opens an empty store. */
export type Open = (clock: Clock) => Promise<HeldStore>;

/** Runs `work` against an empty store and closes it, also when it fails. */
export async function withStore<Answer>(
  open: Open,
  work: (store: HeldStore) => Promise<Answer>,
  clock: Clock = () => 0,
): Promise<Answer> {
  const store = await open(clock);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The row of an open run about a load balancer of its own. */
export function runRow(id: string, but: Partial<RunRow> = {}): RunRow {
  return {
    id,
    flow: "alb-502-keepalive",
    version: 1,
    subject: `checkout-${id}`,
    exclusive: true,
    status: "open",
    place: { team: "T1", channel: "C1" },
    driver: "U1",
    startedAt: 1000,
    revision: 1,
    ...but,
  };
}

export function noted(text: string): RunEvent {
  return { kind: "noted", text, at: 1000, by: "U1" };
}

/** A change that adds one note to a run at revision `expected`. */
export function change(run: string | RunRow, expected: number, but: Partial<Commit> = {}): Commit {
  const row = typeof run === "string" ? runRow(run) : run;
  const events = but.events ?? [noted(`note ${expected + 1}`)];
  const revision = expected + events.length;
  return { effects: [], ...but, row: { ...row, revision }, events, expected };
}

export function show(run: string, due: number): DueEffect {
  return { run, key: "show", effect: { kind: "show" }, due };
}

export function probe(run: string, visit: string, due: number): DueEffect {
  return { run, key: `probe ${visit}`, effect: { kind: "probe", visit }, due };
}

export function watch(run: string, visit: string, due: number): DueEffect {
  return { run, key: `watch ${visit}`, effect: { kind: "watch", visit }, due };
}

export function remind(run: string, visit: string, due: number): DueEffect {
  const effect: Effect = { kind: "remind", visit, afterSeconds: 600 };
  return { run, key: `remind ${visit}`, effect, due };
}

/** A store with one run at revision 1 whose log begins as its row tells, and whose first commit asked for `effects`. */
export async function started(store: Store, run: string, effects: readonly DueEffect[] = []) {
  return store.commit(change(run, 0, { events: [startedAs(runRow(run))], effects }));
}

/** A note, and the end of the run. */
export function closed(run: string, expected: number): Commit {
  const stop: RunEvent = { kind: "stopped", reason: "", at: 1000, by: "U1" };
  const events = [noted(`note ${expected + 1}`), stop];
  return change(runRow(run, { status: "closed" }), expected, { events });
}

/** The event that starts a run as its row tells. */
function startedAs({ id, flow, version, subject, place, driver, startedAt }: RunRow) {
  const event: RunEvent = {
    ...{ kind: "started", at: startedAt, by: driver, run: id, flow, version, place, anyway: false },
    ...{ facts: {}, said: {}, subject: { key: subject, name: subject } },
    led: { kind: "step", step: "a", state: "looking" },
  };
  return event;
}

/** The next claim; throws when nothing is due. */
export async function claimed(store: Store, now: number, lease: string): Promise<Claim> {
  const claim = await store.claim(now, 1000, lease);
  if (claim === undefined) throw new Error(`Nothing is due at ${now}.`);
  return claim;
}

/** Everything about a run that a refused commit must leave as it was. */
export async function picture(store: Store, run: string) {
  return {
    row: await store.row(run),
    log: await store.load(run),
    facts: await store.facts(run, "retest#1"),
    nextDue: await store.nextDue(0),
  };
}
