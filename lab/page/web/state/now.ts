import { useEffect, useState } from "preact/hooks";

const everyMs = 20_000;

/** The time in milliseconds since the epoch; where it `ticks`, the element is drawn again three times a minute. */
export function useNow(ticks: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!ticks) return undefined;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [ticks]);
  return now;
}
