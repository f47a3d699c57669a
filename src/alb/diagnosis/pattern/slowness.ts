import type { Period } from "../../counts/period.ts";

/** Median p99 response time in seconds of periods with a 502, and of those known to have none; null where there is none. */
export function slowest(periods: readonly Period[]): {
  readonly failing: number | null;
  readonly others: number | null;
} {
  const [failing = null, others = null] = split(periods).map((some) =>
    median(some.flatMap(({ p99 }) => p99 ?? [])),
  );
  return { failing, others };
}

/** Periods with a 502, and those known to have none. */
export const split = (periods: readonly Period[]) => [
  periods.filter(({ failures502 }) => failures502 !== null && failures502 > 0),
  periods.filter(({ failures502 }) => failures502 === 0),
];

/** Slow enough, in seconds and against other times, for requests to be cut off half-way. */
export const muchSlower = ({ failing, others }: ReturnType<typeof slowest>): boolean =>
  failing !== null && others !== null && failing > 1 && failing > 3 * others;

const median = (values: readonly number[]): number | null =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? null;
