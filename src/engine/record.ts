import type { Flow, Json } from "#flow";
import type { Catalogue } from "./catalogue.ts";
import { due, effectsBetween } from "./effects.ts";
import { NotFound, StoreUnavailable } from "./errors.ts";
import type { Happening, Person, RunEvent } from "./event.ts";
import { apply, fold } from "./fold.ts";
import type { Claim, Clock, Commit, Committed, Store } from "./ports.ts";
import { rowOf } from "./row.ts";
import type { Run } from "./run.ts";

/** The log of runs: reads a run by folding it, and appends what happened with the work it asks for. */
export interface Recorder {
  /** Rejects with NotFound. */
  read(id: string): Promise<Run>;
  flowOf(run: Run): Flow;
  /** Appends in one transaction, deciding anew on the newest run whenever someone else committed first. */
  append(id: string, by: Person, decide: Decide, more?: More): Promise<Appended>;
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
}

/** Concurrent clicks on one run are few; more conflicts than this mean that something is wrong. */
const mostConflicts = 20;

export function createRecorder({ store, catalogue, clock, wake }: RecorderParts): Recorder {
  const flowOf = (run: Run) => catalogue.version(run.flow, run.version);
  const read = async (id: string): Promise<Run> => {
    const log = await store.load(id);
    const [first] = log;
    if (first?.kind !== "started")
      throw new NotFound("There is no such run. /runbook list shows those here.");
    return fold(catalogue.version(first.flow, first.version), log);
  };
  const attempt = async (id: string, by: Person, decide: Decide, more: More): Promise<Appended> => {
    const before = await read(id);
    const happening = decide(before);
    if (!happening) return { run: before, outcome: "nothing" };
    const event: RunEvent = { at: clock(), by, ...happening };
    const after = apply(flowOf(before), before, event);
    const commit = commitOf(flowOf(before), before, after, event, more);
    const { kind } = await store.commit(commit, more.delivery?.signal);
    if (kind === "committed") wake();
    return { run: kind === "committed" ? after : before, outcome: kind };
  };
  const append: Recorder["append"] = async (id, by, decide, more = {}) => {
    for (let tries = 0; tries < mostConflicts; tries++) {
      const appended = await attempt(id, by, decide, more);
      if (appended.outcome !== "conflict") return appended;
    }
    throw new StoreUnavailable(
      "Too many people changed this run at once. Nothing was recorded: try again.",
    );
  };
  return { read, flowOf, append };
}

/** The transaction that takes a run from `before` (undefined: it begins) to `after` by one event. */
export function commitOf(
  flow: Flow,
  before: Run | undefined,
  after: Run,
  event: RunEvent,
  more: More,
): Commit {
  return {
    row: rowOf(flow, after),
    events: [event],
    expected: before?.revision ?? 0,
    effects: effectsBetween(flow, before, after).map((effect) => due(after.id, effect, event.at)),
    ...(more.facts ? { facts: more.facts } : {}),
    ...(more.delivery ? { delivery: more.delivery.id } : {}),
    ...(more.done ? { done: more.done } : {}),
  };
}
