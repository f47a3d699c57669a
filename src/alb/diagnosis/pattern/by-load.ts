import type { Period } from "../../counts/period.ts";
import type { Count } from "../../counts/poisson.ts";

/** Requests and 502s of the quieter and of the busier half of the periods. */
export interface ByLoad {
  readonly quiet: Count;
  readonly busy: Count;
}

/** Halves the periods by their traffic. A race of idle timers fails more often, as a share, when traffic is low. */
export function compareByLoad(periods: readonly Period[]): ByLoad {
  const known = periods
    .flatMap(({ requests, failures502 }) =>
      requests === null || requests === 0 || failures502 === null
        ? []
        : [{ requests: Math.max(requests, failures502), failures: failures502 }],
    )
    .sort((one, other) => one.requests - other.requests);
  const half = known.length >> 1;
  return { quiet: total(known.slice(0, half)), busy: total(known.slice(half)) };
}

/**
 * How much the requests of a period differ from those of the next, against what chance arrivals would: half the mean square of
 * the differences by the mean. About 1 for people who come independently, near 0 for a clock; null below twenty periods.
 */
export function regularity(periods: readonly Period[]): number | null {
  const known = periods.flatMap(({ requests }) => requests ?? []).filter((one) => one > 0);
  if (known.length < 20) return null;
  const steps = known.slice(1).map((value, index) => (value - (known[index] ?? value)) ** 2 / 2);
  const mean = known.reduce((all, one) => all + one, 0) / known.length;
  return steps.reduce((all, one) => all + one, 0) / steps.length / mean;
}

/** Below this requests come by a clock rather than by chance. */
const periodicBelow = 0.5;

/** Whether requests come by a clock; false where nobody can tell. */
export const isPeriodic = (regularity: number | null): boolean =>
  regularity !== null && regularity < periodicBelow;

const total = (counts: readonly Count[]): Count => ({
  requests: counts.reduce((all, { requests }) => all + requests, 0),
  failures: counts.reduce((all, { failures }) => all + failures, 0),
});
