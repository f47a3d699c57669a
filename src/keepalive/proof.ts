import { type Count, chanceOfLuck, requestsNeeded } from "./poisson.ts";
import { binomialAtMost } from "./tail.ts";

/** What counts before and after a change prove. */
export interface Proof {
  readonly verdict: "fixed" | "still-failing" | "not-enough";
  /** The chance of so few failures with nothing fixed, one look only. */
  readonly luck: number;
  /** More clean requests until "fixed"; 0 when it is. */
  readonly needed: number;
}

/**
 * Judges a change, the `attempt`-th of its run (from 1).
 *
 * - fixed: the chance of luck is at most 0.032 · 0.2^(attempt − 1 + leftovers), where leftovers are the failures since the change.
 *   The level depends on leftovers and attempts, not on how often someone looks, so looking early or again is free: crossing
 *   it with j leftovers at any time implies at most j failures among a number of requests that the baseline alone fixes, and
 *   all levels add up to 5 %. With nothing fixed, "fixed" is therefore said in at most 5 % of incidents, however many
 *   looks and changes they have.
 * - still-failing: more failures than a tenth of the old rate gives in all but 5 % of cases.
 * - not-enough: neither.
 */
export function prove(before: Count, after: Count, attempt: number): Proof {
  const luck = chanceOfLuck(before, after);
  const level = levelOf(attempt, after.failures);
  if (after.failures > 0 && chanceWhenTenth(before, after) <= 0.05) {
    return { verdict: "still-failing", luck, needed: neededFor(before, after, level) };
  }
  return luck <= level
    ? { verdict: "fixed", luck, needed: 0 }
    : { verdict: "not-enough", luck, needed: neededFor(before, after, level) };
}

/** 5 % shared out over attempts and leftovers: the sum over both is 0.05. */
const levelOf = (attempt: number, leftovers: number) =>
  0.05 * 0.8 ** 2 * 0.2 ** (attempt - 1 + leftovers);

const neededFor = (before: Count, after: Count, level: number) =>
  Math.max(1, Math.ceil(requestsNeeded(before, level, after.failures) - after.requests));

/** The chance of at least so many failures after, if the rate had fallen to a tenth. */
function chanceWhenTenth(before: Count, after: Count): number {
  const weight = after.requests / 10;
  const all = before.requests + weight;
  const failures = before.failures + after.failures;
  return 1 - binomialAtMost(after.failures - 1, failures, weight / all, before.requests / all);
}
