import type { Clock, Lane, Log, Store, Unreadable } from "../ports.ts";
import type { Recorder } from "../recorder.ts";
import type { Work, Worker } from "./worker.ts";

/** Keeps a worker at its work: at once when woken, and when the next effect falls due. */
export interface Loop {
  /** There may be work now. */
  wake(): void;
  /** Resolves when the work under way is done; nothing starts any more. */
  stop(): Promise<void>;
}

/** The longest sleep, in milliseconds: what another process queued is found by then even without a wake-up. */
const longestSleepMs = 5_000;
/** The rest after the store could not be asked, in milliseconds. */
const troubleSleepMs = 1_000;
/** People's own requests go first: work begins once none was recorded for so long, or so long after the first, in milliseconds. */
const calmMs = 20;
const longestBurstMs = 500;
/** Effects performed at once in each lane, over all runs: a long look must not hold up the others, and none a repaint. */
const mostAtOnce = 16;

export function createLoop(
  worker: Worker,
  store: Pick<Store, "nextDue">,
  clock: Clock,
  log: Log,
): Loop {
  const bed = createBed();
  const calm = onceCalm(bed.wake);
  const crew = createCrew(worker, calm.unlessBurst);
  let stopped = false;
  const round = async (): Promise<number> => {
    try {
      const free = await crew.fill(() => stopped);
      // What is due where there is no room waits for those at work, who say when they are done.
      if (free === undefined) return longestSleepMs;
      const next = (await store.nextDue(clock(), free.only)) ?? Number.POSITIVE_INFINITY;
      return Math.max(0, Math.min(longestSleepMs, next - clock()));
    } catch (error) {
      log.error("The store cannot be asked for work", error);
      return troubleSleepMs;
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped) await bed.sleep(await round());
    await crew.done();
  };
  const running = run();
  const stop = (): Promise<void> => {
    stopped = true;
    bed.wake();
    return running;
  };
  return { wake: calm.afterBurst, stop };
}

/**
 * Calls `wake` once for a burst of calls, when it is over or has lasted long. What else would wake the loop has it work at once between
 * bursts, and waits for the end of one.
 */
function onceCalm(wake: () => void) {
  let latest = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const over = () => {
    timer = undefined;
    wake();
  };
  const afterBurst = () => {
    const now = performance.now();
    if (timer === undefined) {
      latest = now + longestBurstMs - calmMs;
      timer = setTimeout(over, calmMs);
    } else if (now < latest) timer.refresh();
  };
  const unlessBurst = () => {
    if (timer === undefined) wake();
  };
  return { afterBurst, unlessBurst };
}

/** The effects under way; each that ends wakes the loop, for it may have made room or more work. */
function createCrew(worker: Worker, wake: () => void) {
  const busy = { show: new Set<Promise<void>>(), work: new Set<Promise<void>>() };
  const perform = (work: Work): void => {
    const done: Promise<void> = work().finally(() => {
      busy[work.lane].delete(done);
      wake();
    });
    busy[work.lane].add(done);
  };
  const room = (): Room | undefined => {
    const [one, other] = (["show", "work"] as const).filter((lane) => busy[lane].size < mostAtOnce);
    return one && (other ? {} : { only: one });
  };
  return {
    /** Takes all that is due and that there is room for; resolves with the room that is left. */
    fill: async (stopped: () => boolean): Promise<Room | undefined> => {
      for (let free = room(); ; free = room()) {
        const work = free && !stopped() ? await worker.take(free.only) : undefined;
        if (work === undefined) return free;
        perform(work);
        // Others may have come meanwhile: a click, a timer, the word to stop.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    done: () => Promise.all([...busy.show, ...busy.work]),
  };
}

/** Where there is room: in one lane, or in both. */
interface Room {
  readonly only?: Lane;
}

/** A sleep that a wake-up ends, also one that came just before falling asleep. */
function createBed() {
  let woken = false;
  let end = () => {};
  return {
    wake: () => {
      woken = true;
      end();
    },
    sleep: async (ms: number): Promise<void> => {
      if (!woken)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      woken = false;
    },
  };
}

/** Says in the log and in the run's thread that work cannot be read and was set aside; one bad row stops nothing else. */
export async function reportUnreadable(
  { recorder, log }: { readonly recorder: Pick<Recorder, "append">; readonly log: Log },
  { run, key, why }: Unreadable,
): Promise<void> {
  log.error(`${key} of run ${run} was set aside: ${why}`);
  // A repaint is asked for again by whatever happens next, this event among it.
  const gaveUp = { kind: "gaveUp", work: key, why } as const;
  try {
    await recorder.append(run, "handrail", () => gaveUp);
  } catch (error) {
    log.warn(`Run ${run} could not be told that its work was set aside`, error);
  }
}
