import { RunUnreadable } from "../run/errors.ts";
import type { RunEvent } from "../run/event.ts";
import { applyAll, fold } from "../run/fold.ts";
import type { Run } from "../run/run.ts";
import type { Store } from "./ports.ts";

/** Runs as they were folded last, so that a click costs what happened since, not all that ever happened. */
export interface KnownRuns {
  /** The run as its log tells it now; undefined when there is none. Rejects with RunUnreadable where it is damaged. */
  read(id: string): Promise<Run | undefined>;
  /** A run that was just committed. */
  know(run: Run): void;
}

/** How much is remembered: what was used last stays. */
export interface Room {
  readonly runs: number;
  /** Over all runs: a run of 10,000 events and their visits takes some 10 MB. */
  readonly events: number;
}

/**
 * Folds what was appended since onto what is known. What is known is a prefix of the log, whoever appended in which
 * replica, for a log only grows, or an event of it says that words were struck; it is dropped when it takes too much room or cannot be
 * read any more, and nothing but time is lost by that.
 */
export function createKnownRuns(
  store: Pick<Store, "load">,
  room: Room = { runs: 500, events: 50_000 },
): KnownRuns {
  const known = new Map<string, Run>();
  let events = 0;
  const drop = (run: Run): void => {
    known.delete(run.id);
    events -= run.revision;
  };
  const know = (run: Run): void => {
    const before = known.get(run.id);
    if (before !== undefined && before.revision > run.revision) return;
    if (before !== undefined) drop(before);
    known.set(run.id, run);
    events += run.revision;
    for (const oldest of known.values()) {
      if (known.size <= room.runs && events <= room.events) break;
      drop(oldest);
    }
  };
  return {
    read: async (id) => {
      const before = known.get(id);
      const run = await readAfter(store, id, before).catch((thrown: unknown) => {
        if (before !== undefined && known.get(id) === before) drop(before);
        throw thrown;
      });
      if (run !== undefined) know(run);
      return run;
    },
    know,
  };
}

/** Words that were struck stand in what is known: then all is read anew. */
async function readAfter(
  store: Pick<Store, "load">,
  id: string,
  before: Run | undefined,
): Promise<Run | undefined> {
  const events = await store.load(id, before?.revision);
  if (before !== undefined && events.some(({ kind }) => kind === "struck"))
    return readAfter(store, id, undefined);
  return folded(id, () => runAfter(before, events));
}

function runAfter(before: Run | undefined, events: readonly RunEvent[]): Run | undefined {
  if (before !== undefined) return applyAll(before, events);
  return events.length === 0 ? undefined : fold(events);
}

function folded(id: string, work: () => Run | undefined): Run | undefined {
  try {
    return work();
  } catch (cause) {
    throw new RunUnreadable(id, "its events do not fit together", { cause });
  }
}
