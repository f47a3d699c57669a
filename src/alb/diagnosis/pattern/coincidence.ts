import { binomialAtMost } from "../../counts/binomial-tail.ts";
import type { Period } from "../../counts/period.ts";

/** How far the 502s and something else fall into the same periods. Shares are 0 to 1, and 0 without failures or traffic. */
export interface Coincidence {
  /** 502s in marked periods. */
  readonly failures: number;
  /** The share of all 502s that these are. */
  readonly ofFailures: number;
  /** The share of requests in marked periods: what chance alone would give. */
  readonly ofTraffic: number;
  /** How probable it is that so many or more lie there by chance, 0 to 1. */
  readonly chance: number;
  /** The share of 502s in periods where nobody knows whether they are marked. */
  readonly unknown: number;
}

/** Holds the 502s against periods that `mark` says are marked; null means not known. */
export function countCoinciding(
  periods: readonly Period[],
  mark: (period: Period, index: number) => boolean | null,
): Coincidence {
  const total = { failures: 0, requests: 0 };
  const marked = { failures: 0, requests: 0 };
  let unknown = 0;
  for (const [index, period] of periods.entries()) {
    const [failures, requests] = [period.failures502 ?? 0, period.requests ?? 0];
    const is = mark(period, index);
    total.failures += failures;
    total.requests += requests;
    if (is === null) unknown += failures;
    if (is !== true) continue;
    marked.failures += failures;
    marked.requests += requests;
  }
  return {
    failures: marked.failures,
    ofFailures: share(marked.failures, total.failures),
    ofTraffic: share(marked.requests, total.requests),
    chance: chanceOf(marked.failures, total.failures, share(marked.requests, total.requests)),
    unknown: share(unknown, total.failures),
  };
}

/** Periods no more than two before or `after` behind a move of the healthy targets. */
export const nearMoves = (periods: readonly Period[], after = 2): readonly boolean[] =>
  periods.map((_, index) =>
    periods.slice(Math.max(0, index - after), index + 3).some(({ moved }) => moved),
  );

/** The same, and periods with another number of healthy targets than usual (the median). */
export function inDisturbance(periods: readonly Period[]): readonly boolean[] {
  const known = periods.flatMap(({ healthy }) => healthy ?? []).sort((one, other) => one - other);
  const usual = known[Math.floor(known.length / 2)];
  const near = nearMoves(periods);
  return periods.map(
    ({ healthy }, index) => (healthy !== null && healthy !== usual) || near[index] === true,
  );
}

/** The 502s for which the same period has an event of another metric, each event explaining one of them. */
export function explainedFailures(
  periods: readonly Period[],
  pick: (period: Period) => number | null,
) {
  let [failures, all, unknown] = [0, 0, 0];
  for (const period of periods) {
    const [failed, events] = [period.failures502 ?? 0, pick(period)];
    all += failed;
    failures += Math.min(failed, events ?? 0);
    if (events === null) unknown += failed;
  }
  return { failures, ofFailures: share(failures, all), unknown: share(unknown, all) };
}

function chanceOf(there: number, all: number, ofTraffic: number): number {
  if (there === 0 || ofTraffic >= 1) return 1;
  return ofTraffic === 0 ? 0 : 1 - binomialAtMost(there - 1, all, ofTraffic, 1 - ofTraffic);
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
