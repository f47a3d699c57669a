import type { Counts, CountsSource } from "../../alb/counts.ts";

/** Reads counts, each stretch of time but once. */
export type ReadCounts = (source: CountsSource, from: number, to: number, zone?: string) => Counts;

/** A memory for one GetMetricData call, whose many metrics come from the same few counts. */
export function rememberCounts(): ReadCounts {
  const known = new Map<CountsSource, Map<string, Counts>>();
  return (source, from, to, zone) => {
    const ofSource = known.get(source) ?? new Map<string, Counts>();
    known.set(source, ofSource);
    const key = `${from} ${to} ${zone}`;
    const counts = ofSource.get(key) ?? source.counts(from, to, zone);
    ofSource.set(key, counts);
    return counts;
  };
}
