import type { Chart } from "../language/picture.ts";

/** What is known of one stretch of time; null where nothing is. */
export interface Bin {
  readonly at: number;
  readonly requests: number | null;
  readonly failures: number | null;
}

const seconds = [5, 10, 15, 20, 30];
const minutes = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1_440];
const lengths = [...seconds, ...minutes.map((one) => one * 60)].map((one) => one * 1_000);

/** The length of a bin, in milliseconds: whole periods, round where that can be, so that at most `most` cover the span. */
export function binLength(span: number, periodSeconds: number, most: number): number {
  const period = periodSeconds * 1_000;
  const least = span / most;
  const round = lengths.find((one) => one >= least && one % period === 0);
  return round ?? Math.max(1, Math.ceil(least / period - 1e-9)) * period;
}

/** The chart in bins of this length, from the bin in which `from` lies. */
export function binChart(chart: Chart, length: number, from: number): readonly Bin[] {
  const start = Math.floor(from / length) * length;
  const bins = new Map<number, Bin>();
  chart.failures.forEach((failures, index) => {
    const at = chart.from + index * chart.periodSeconds * 1_000;
    if (at < start) return;
    const key = start + Math.floor((at - start) / length) * length;
    const bin = bins.get(key) ?? { at: key, requests: null, failures: null };
    const requests = add(bin.requests, chart.requests[index] ?? null);
    bins.set(key, { at: key, requests, failures: add(bin.failures, failures) });
  });
  return [...bins.values()];
}

/** Failures by requests; null where that cannot be said. */
export const failureShare = ({ requests, failures }: Bin): number | null =>
  requests === null || failures === null || requests === 0 ? null : failures / requests;

export const endOf = ({ from, failures, periodSeconds }: Chart): number =>
  from + failures.length * periodSeconds * 1_000;

const add = (one: number | null, other: number | null): number | null =>
  one === null && other === null ? null : (one ?? 0) + (other ?? 0);
