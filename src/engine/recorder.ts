import { isDeepStrictEqual } from "node:util";
import { type Flow, type Json, withFacts } from "#language";
import { dueEffect, effectsBetween } from "../run/effects.ts";
import { BadInput, NotFound, StoreUnavailable } from "../run/errors.ts";
import type { Happening, RunEvent } from "../run/event.ts";
import { applyEvent, foldLog } from "../run/fold.ts";
import type { QuietHours } from "../run/quiet-hours.ts";
import { type Run, type RunRow, rowOf } from "../run/run.ts";
import { dueTimer, type Timer } from "../run/timers.ts";
import { currentVisit, type Person } from "../run/visits.ts";
import type { Catalogue, Gone } from "./catalogue.ts";
import { createKnownRuns, type KnownRuns } from "./known-runs.ts";
import type { Claim, Clock, Commit, Committed, Store } from "./ports.ts";
import { createShares, type Shares } from "./turns.ts";

/** The log of runs: reads a run by folding it, and appends what happened with the work it asks for. */
export interface Recorder {
  /** Rejects with NotFound, or with RunUnreadable where its log is damaged. */
  read(id: string): Promise<Run>;
  /** The flow that a run walks; a stand-in that is only to be read where its version is gone. */
  flowOf(run: Run): Flow;
  /** What can be done about an open run whose version is not installed; undefined for every other. */
  goneOf(run: Run): Gone | undefined;
  /** What time will do next, by the clock of now; `due` is when the work for it falls due, as the store keeps it. */
  timerOf(run: Run, due: number): Timer | undefined;
  /** Starts a run with its first event, in one transaction. */
  begin(event: RunEvent, more: More): Promise<Committed>;
  /** Appends in one transaction, deciding anew on the newest run whenever someone else committed first. */
  append(id: string, by: Person, decide: Decide, more?: More): Promise<Appended>;
  /** Asks for a repaint of the thread although nothing happened. */
  repaint(id: string): Promise<void>;
}

/** Looks at the newest run and says what happens, or undefined for nothing. Throws to refuse. */
export type Decide = (run: Run) => Happening | undefined;

/** What else goes into the same transaction. */
export interface More {
  readonly delivery?: { readonly id: string; readonly signal?: AbortSignal } | undefined;
  readonly facts?: { readonly visit: string; readonly json: Json };
  readonly done?: Claim;
}

export interface Appended {
  readonly run: Run;
  readonly outcome: Committed["kind"] | "nothing";
}

export interface RecorderParts {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  /** Called after each commit: there is work. */
  readonly wake: () => void;
  /** When nobody is reminded of a run that rests anyway; never, when absent. */
  readonly quietHours?: QuietHours | undefined;
}

export const noSuchRun = "There is no such run. /runbook list shows those here.";

/** What one process does to a run is done in turn, so only others are in its way; more conflicts than this mean that something is wrong. */
const mostConflicts = 20;

/** Longer than a database that answers nothing any more is given for all that one change asks, in milliseconds. */
const longestMs = 30_000;

export function createRecorder(given: RecorderParts): Recorder {
  const turn = createShares({ most: 1, longestMs, overdue }, tooMany);
  const parts = { ...given, known: createKnownRuns(given.store), turn };
  const { catalogue, clock, quietHours } = parts;
  const flowOf = (run: Run) => withFacts(catalogue.version(run.flow, run.version), run);
  return {
    read: (id) => read(parts, id),
    flowOf,
    goneOf: (run) =>
      run.ending ? undefined : catalogue.gone(run.flow, run.version, currentVisit(run)),
    timerOf: (run, due) => dueTimer(flowOf(run), run, quietHours, { now: clock(), due }),
    begin: (event, more) => commitAndWake(parts, undefined, foldLog([event]), event, more),
    append: (id, by, decide, more = {}) =>
      parts.turn(id, () => append(parts, id, by, decide, more), more.delivery?.signal),
    repaint: (id) => repaint(parts, id),
  };
}

/** The transaction that takes a run from `before` (undefined: it begins) to `after`, which walks `flow`, by one event. */
export function commitOf(
  flow: Flow,
  before: Run | undefined,
  after: Run,
  event: RunEvent,
  more: More & Pick<RecorderParts, "quietHours">,
): Commit {
  const effects = effectsBetween(flow, before, after, more.quietHours);
  const row = rowOf(after);
  const isRowSame = before !== undefined && isSame(rowOf(before), row);
  const alike = before === undefined ? after.subject?.alike : undefined;
  return {
    row,
    ...(isRowSame ? { isRowSame } : {}),
    events: [event],
    expected: before?.revision ?? 0,
    ...(alike ? { alike } : {}),
    effects: effects.map((effect) => dueEffect(after.id, effect, event.at)),
    ...voids(before, after),
    ...(more.facts ? { facts: more.facts } : {}),
    ...(event.kind === "rehomed" && event.anew ? { anew: true } : {}),
    ...(more.delivery ? { delivery: more.delivery.id } : {}),
    ...(more.done ? { done: more.done } : {}),
  };
}

const isSame = (one: RunRow, other: RunRow): boolean =>
  isDeepStrictEqual({ ...one, revision: 0 }, { ...other, revision: 0 });

async function read({ known }: Parts, id: string): Promise<Run> {
  const run = await known.read(id);
  if (run === undefined) throw new NotFound(noSuchRun);
  return run;
}

/** The timer of a visit that ends with this commit: it would wait for its time, only to be found void. */
function voids(before: Run | undefined, after: Run): Pick<Commit, "voids"> {
  const left = before && currentVisit(before).id;
  if (left === undefined || (left === currentVisit(after).id && after.ending === undefined))
    return {};
  return { voids: [`remind ${left}`] };
}

interface Parts extends RecorderParts {
  readonly known: KnownRuns;
  readonly turn: Shares;
}

async function append(
  parts: Parts,
  id: string,
  by: Person,
  decide: Decide,
  more: More,
): Promise<Appended> {
  for (let tries = 0; tries < mostConflicts; tries++) {
    const before = await read(parts, id);
    const happening = decide(before);
    if (!happening) return { run: before, outcome: "nothing" };
    const event: RunEvent = { at: parts.clock(), by, ...happening };
    const after = applyEvent(before, event);
    const { kind } = await commitAndWake(parts, before, after, event, more);
    if (kind === "alreadyOpen") throw new BadInput("Another run of this runbook is open already.");
    if (kind !== "conflict") return { run: kind === "committed" ? after : before, outcome: kind };
  }
  throw tooMany();
}

const tooMany = () =>
  new StoreUnavailable(
    "Too many people changed this run at once. Nothing was recorded: try again.",
  );

const overdue = () =>
  new StoreUnavailable(
    "It is not known whether this was recorded, because the database has not answered for 30 seconds. The thread shows what holds: look there before you do it again.",
  );

async function commitAndWake(
  { store, catalogue, wake, quietHours, known }: Parts,
  before: Run | undefined,
  after: Run,
  event: RunEvent,
  more: More,
): Promise<Committed> {
  const flow = catalogue.version(after.flow, after.version);
  const commit = commitOf(flow, before, after, event, { ...more, quietHours });
  const committed = await store.commit(commit, more.delivery?.signal);
  if (committed.kind === "committed") {
    known.know(after);
    wake();
  }
  return committed;
}

async function repaint(parts: Parts, id: string): Promise<void> {
  const { store, clock, wake } = parts;
  const run = await read(parts, id);
  const row = rowOf(run);
  const effects = [dueEffect(id, { kind: "show" }, clock())];
  // When someone else commits first, their commit asks for the repaint.
  await store.commit({ row, events: [], expected: run.revision, effects });
  wake();
}
