export interface Arrivals {
  /** The earliest moment at which something that is read now can have arrived; milliseconds of the process's own clock. */
  readonly earliest: () => number;
  readonly stop: () => void;
}

const beatMs = 20;

/**
 * While the process is busy nothing is read, and what arrives meanwhile lies with the system, which keeps no time of it. So for
 * whatever is read in the turn after a busy while, its beginning is taken: Slack has waited no longer than that.
 */
export function watchArrivals(now: () => number = () => performance.now()): Arrivals {
  let last = now();
  let busySince: number | undefined;
  const noted = () => {
    const since = last;
    last = now();
    if (last - since < 2 * beatMs) return;
    busySince = since;
    // Timers come before the sockets are read, and this after it; a new connection is read a turn later.
    setImmediate(() => setImmediate(() => (busySince = undefined)));
  };
  const beat = setInterval(noted, beatMs).unref();
  const earliest = () => {
    const at = now();
    return busySince ?? (at - last < 2 * beatMs ? at : last);
  };
  return { earliest, stop: () => clearInterval(beat) };
}
