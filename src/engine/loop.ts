import type { Clock, Log, Store } from "./ports.ts";
import type { Worker } from "./worker.ts";

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
/** Effects performed at once, over all runs: a long look must not hold up the others. */
const mostAtOnce = 16;

export function createLoop(worker: Worker, store: Store, clock: Clock, log: Log): Loop {
  const bed = createBed();
  const crew = createCrew(worker, bed.wake);
  let stopped = false;
  const round = async (): Promise<number> => {
    try {
      await crew.fill(() => stopped);
      const next = (await store.nextDue(clock())) ?? Number.POSITIVE_INFINITY;
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
  return { wake: bed.wake, stop };
}

/** The effects under way; each that ends wakes the loop, for it may have made room or more work. */
function createCrew(worker: Worker, wake: () => void) {
  const busy = new Set<Promise<void>>();
  return {
    fill: async (stopped: () => boolean): Promise<void> => {
      while (!stopped() && busy.size < mostAtOnce) {
        const work = await worker.take();
        if (!work) return;
        const done: Promise<void> = work().finally(() => {
          busy.delete(done);
          wake();
        });
        busy.add(done);
      }
    },
    done: () => Promise.all(busy),
  };
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
