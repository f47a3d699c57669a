import { binomialAtMost, poissonAtLeast, poissonAtMost, solveForLevel } from "./binomial-tail.ts";

/** `failures` among `requests` that reached a target. */
export interface Count {
  readonly requests: number;
  readonly failures: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * How probable it is that `after` shows as few failures as it does although the rate is still that of `before`: the exact
 * one-sided conditional test of two Poisson rates (Przyborowski & Wilenski 1940). Between 0 and 1; 1 where nothing is known.
 */
export function chanceOfLuck(before: Count, after: Count): number {
  const all = before.requests + after.requests;
  if (before.requests === 0 || after.requests === 0) return 1;
  const failures = before.failures + after.failures;
  return binomialAtMost(after.failures, failures, after.requests / all, before.requests / all);
}

/** Exact interval of a Poisson mean of which `events` were seen (Garwood 1936). */
export function eventsInterval(events: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  const farther = Math.log(events + 50) + 10;
  const below = (log: number) => poissonAtLeast(events, Math.exp(log));
  const above = (log: number) => poissonAtMost(events, Math.exp(log));
  return {
    low: events === 0 ? 0 : Math.exp(solveForLevel(below, tail, -50, farther)),
    high: Math.exp(solveForLevel(above, tail, -50, farther)),
  };
}

/** The rate that no failure in `requests` stays below with this confidence: 3 / n at 95 % ("rule of three"). */
export const rateBelow = (requests: number, confidence = 0.95): number =>
  -Math.log(1 - confidence) / requests;

/**
 * How many requests after a change prove it, when `leftovers` of them fail: the fewest whose {@link chanceOfLuck} is at most
 * `alpha`. Infinity when nothing failed before.
 */
export function requestsNeeded(before: Count, alpha = 0.05, leftovers = 0): number {
  if (before.failures === 0) return Number.POSITIVE_INFINITY;
  return before.requests * oddsBelow(leftovers, before.failures + leftovers, alpha);
}

/** The odds p / (1 − p) at which seeing at most `k` of `n` has the chance `tail`; searched as a logarithm. */
function oddsBelow(k: number, n: number, tail: number): number {
  if (k === 0) return Math.expm1(-Math.log(tail) / n);
  const atMost = (logOdds: number) => {
    const [p, q] = [1 / (1 + Math.exp(-logOdds)), 1 / (1 + Math.exp(logOdds))];
    return binomialAtMost(k, n, p, q);
  };
  return Math.exp(solveForLevel(atMost, tail, -60, 60));
}
