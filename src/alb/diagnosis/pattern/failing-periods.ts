import { type Period, sum } from "../../counts/period.ts";
import { chanceOfLuck } from "../../counts/poisson.ts";

/** Median p99 response time in seconds of periods with a 502, and of those known to have none; null where there is none. */
export function responseTimes(periods: readonly Period[]): {
  readonly failing: number | null;
  readonly others: number | null;
} {
  const [failing = null, others = null] = split(periods).map((some) =>
    median(some.flatMap(({ p99 }) => p99 ?? [])),
  );
  return { failing, others };
}

/** Periods with a 502, and those known to have none. */
const split = (periods: readonly Period[]) => [
  periods.filter(({ failures502 }) => failures502 !== null && failures502 > 0),
  periods.filter(({ failures502 }) => failures502 === 0),
];

/** Slow enough, in seconds and against other times, for requests to be cut off half-way. */
export const muchSlower = ({ failing, others }: ReturnType<typeof responseTimes>): boolean =>
  failing !== null && others !== null && failing > 1 && failing > 3 * others;

const median = (values: readonly number[]): number | null =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? null;

/** Whether the application's own 5xx are more frequent in periods with 502s: three times at least, and not by chance. */
export function appFailsToo(periods: readonly Period[]): boolean {
  const errors = (some: readonly Period[]) => ({
    requests: sum(some, ({ requests }) => requests),
    failures: sum(some, ({ target5xx }) => target5xx),
  });
  const [failing, others] = split(periods).map(errors);
  if (failing === undefined || others === undefined) return false;
  if (failing.failures < 3 || failing.failures < sum(periods, (one) => one.failures502) / 2)
    return false;
  const rate = failing.failures / failing.requests;
  return (
    rate >= (3 * others.failures) / (others.requests || 1) && chanceOfLuck(failing, others) < 0.01
  );
}
