/** Work for later: by the clock on the wall, or when someone says so. */
export interface Deferred {
  /** Does the work after `delayMs`; "held" work waits for `release`. */
  readonly later: (delayMs: number | "held", work: () => void) => void;
  /** Does all held work now, in order. */
  readonly release: () => void;
  /** Forgets whatever was not yet done. */
  readonly close: () => void;
}

export function createDeferred(): Deferred {
  const timers = new Set<NodeJS.Timeout>();
  const held: (() => void)[] = [];
  const start = (delayMs: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timers.add(timer);
  };
  return {
    later: (delayMs, work) => {
      if (delayMs === "held") held.push(work);
      else start(delayMs, work);
    },
    release: () => {
      for (const work of held.splice(0)) work();
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      held.splice(0);
    },
  };
}
