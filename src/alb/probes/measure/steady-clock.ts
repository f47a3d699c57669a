/** A clock that never jumps, and how late this process may be in noticing what happens; milliseconds. */
export interface SteadyClock {
  readonly now: () => number;
  readonly late: () => number;
  readonly stop: () => void;
}

const stepMs = 20;

/** Watches the event loop with a timer of its own: what it is late by, an event on a socket may be late by too. */
export function startWatch(now: () => number): SteadyClock {
  let ticked = now();
  let lateBy = 0;
  const ticking = setInterval(() => {
    lateBy = Math.max(0, now() - ticked - stepMs);
    ticked = now();
  }, stepMs);
  return {
    now,
    late: () => {
      const overdue = now() - ticked - stepMs;
      return Math.max(0, overdue, overdue < 0 ? lateBy : 0);
    },
    stop: () => clearInterval(ticking),
  };
}
