import { setTimeout as wait } from "node:timers/promises";

/** Resolves when the next call may be sent. Rejects when the signal ends the wait. */
export type WaitForTurn = (signal?: AbortSignal) => Promise<void>;

/** At most `most` calls in any second of a clock that never jumps, in the order in which they ask. The first ones go at once. */
export function createRateLimit(most: number, steady = () => performance.now()): WaitForTurn {
  const reserve = createReservations(most);
  return async (signal) => {
    const delay = reserve(steady());
    if (delay > 0) await wait(delay, undefined, { signal });
  };
}

/** How long a call that asks at `now` has to wait, in milliseconds; its place is taken with the answer. */
export function createReservations(most: number): (now: number) => number {
  const starts: number[] = [];
  return (now) => {
    const before = starts.at(-most);
    const at = before === undefined ? now : Math.max(now, before + 1_000);
    starts.push(at);
    if (starts.length > most) starts.splice(0, starts.length - most);
    return at - now;
  };
}
