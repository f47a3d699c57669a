import { RunUnreadable } from "../run/errors.ts";
import type { RunEvent } from "../run/event.ts";
import { applyEvents, foldLog } from "../run/fold.ts";
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
export interface MemoryLimit {
  readonly runs: number;
  /** Over all runs: a run of 10,000 events and their visits takes some 10 MB. */
  readonly events: number;
}

/**
 * Folds what was appended since onto what is known. What is known is a prefix of the log, whoever appended in which
 * replica, for a log only grows, or an event of it says that words were struck. A database that went back in time, to a
 * backup or a standby that was behind, no longer has the last event that is known, which is why it is read again each
 * time. What is known is dropped then, and when it takes too much room or cannot be read; nothing but time is lost.
 */
export function createKnownRuns(
  store: Pick<Store, "load">,
  room: MemoryLimit = { runs: 500, events: 50_000 },
): KnownRuns {
  const { get, drop, know } = createMemory(room);
  return {
    read: async (id) => {
      const before = get(id);
      try {
        const onward = before && (await readOn(store, before));
        if (onward === undefined) drop(before);
        const run = onward ?? (await readAnew(store, id));
        if (run !== undefined) know(run);
        return run;
      } catch (thrown) {
        drop(before);
        throw thrown;
      }
    },
    know,
  };
}

function createMemory(room: MemoryLimit) {
  const known = new Map<string, Run>();
  let events = 0;
  const drop = (run: Run | undefined): void => {
    // Another reading may have put a newer one in its place.
    if (run === undefined || known.get(run.id) !== run) return;
    known.delete(run.id);
    events -= run.revision;
  };
  const know = (run: Run): void => {
    const before = known.get(run.id);
    if (before !== undefined && before.revision > run.revision) return;
    drop(before);
    known.set(run.id, run);
    events += run.revision;
    for (const oldest of known.values()) {
      if (known.size <= room.runs && events <= room.events) break;
      drop(oldest);
    }
  };
  return { get: (id: string) => known.get(id), drop, know };
}

/** Undefined where all is to be read anew: the log ends before what is known, or went another way, or words of it were struck. */
async function readOn(store: Pick<Store, "load">, before: Run): Promise<Run | undefined> {
  const [last, ...events] = await store.load(before.id, before.revision - 1);
  const isPrefix = last !== undefined && isSame(last, before.log.at(-1));
  if (!isPrefix || events.some(({ kind }) => kind === "struck")) return undefined;
  return folded(before.id, () => applyEvents(before, events));
}

/** As JSON, for that is what the store keeps of an event that was just committed. */
const isSame = (one: RunEvent, other: RunEvent | undefined): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

async function readAnew(store: Pick<Store, "load">, id: string): Promise<Run | undefined> {
  const events = await store.load(id);
  return folded(id, () => (events.length === 0 ? undefined : foldLog(events)));
}

function folded(id: string, work: () => Run | undefined): Run | undefined {
  try {
    return work();
  } catch (cause) {
    throw new RunUnreadable(id, "its events do not fit together", { cause });
  }
}
