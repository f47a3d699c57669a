import { binomialAtMost } from "./binomial-tail.ts";
import { type Count, chanceOfLuck, requestsNeeded } from "./poisson.ts";

/** What counts before and after a change prove. */
export interface ChangeProof {
  readonly verdict: "fixed" | "still-failing" | "not-enough";
  /** The chance of so few failures with nothing fixed, one look only. */
  readonly luck: number;
  /** The same were a quarter of the old rate left, as after a change that reached three of four targets. */
  readonly luckOfPart: number;
  /** Clearly fewer fail than before, whether or not enough to call it fixed. */
  readonly helps: boolean;
  /** More clean requests until "fixed"; 0 when it is. */
  readonly needed: number;
}

/** A change that leaves this share of the old rate or more must not be called fixed. */
const partLeft = 0.25;

/**
 * Judges a change; `attempt` (from 1) counts the starts from which the run has counted so far.
 *
 * - fixed: the chance of so few failures, were a quarter of the old rate left, is at most 0.032 · 0.2^(attempt − 1 + leftovers),
 *   where leftovers are the failures since the change. The level depends on leftovers and attempts, not on how often someone looks,
 *   so looking early or again is free: crossing it with j leftovers at any time implies at most j failures among a number of
 *   requests that the baseline alone fixes, and all levels add up to 5 %. With nothing or three quarters fixed, "fixed" is therefore
 *   said in at most 5 % of incidents, however many looks and changes they have.
 * - still-failing: more failures than a tenth of the old rate gives. The j-th failure (from the second) may say so at the level
 *   0.077 / j², which adds up to 5 % over all looks; a single failure never does, for it may be a straggler of the rollout.
 * - not-enough: neither.
 */
export function judgeChange(before: Count, after: Count, attempt: number): ChangeProof {
  const level = levelOf(attempt, after.failures);
  const luck = chanceOfLuck(before, after);
  const luckOfPart = chanceOfLuck(before, thinned(after));
  const chances = { luck, luckOfPart, helps: luck <= level };
  const stillFailing = isStillFailing(before, after);
  if (!stillFailing && luckOfPart <= level) return { verdict: "fixed", ...chances, needed: 0 };
  const needed = neededFor(before, after, level);
  return { verdict: stillFailing ? "still-failing" : "not-enough", ...chances, needed };
}

/** 5 % shared out over attempts and leftovers: the sum over both is 0.05. */
const levelOf = (attempt: number, leftovers: number) =>
  0.05 * 0.8 ** 2 * 0.2 ** (attempt - 1 + leftovers);

/** As many failures are expected of these requests at the old rate as of all of them at the part that may be left. */
const thinned = ({ requests, failures }: Count): Count => ({
  requests: requests * partLeft,
  failures,
});

const neededFor = (before: Count, after: Count, level: number) =>
  Math.max(1, Math.ceil(requestsNeeded(before, level, after.failures) / partLeft - after.requests));

const isStillFailing = (before: Count, after: Count) =>
  after.failures >= 2 && chanceWhenTenth(before, after) <= 0.077 / after.failures ** 2;

/** The chance of at least so many failures after, if the rate had fallen to a tenth. */
function chanceWhenTenth(before: Count, after: Count): number {
  const weight = after.requests / 10;
  const all = before.requests + weight;
  const failures = before.failures + after.failures;
  return 1 - binomialAtMost(after.failures - 1, failures, weight / all, before.requests / all);
}
