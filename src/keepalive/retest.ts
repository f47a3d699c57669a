import { type Compared, compare, type RetestObservation } from "./comparison.ts";
import type { Judgement } from "./judgement.ts";
import type { Count } from "./poisson.ts";
import { type RetestFinding, retestReadings, retestSays } from "./retest-words.ts";

/** A judgement with what it counted; null where nothing could be compared. */
export interface RetestJudgement extends Judgement<RetestFinding> {
  readonly before: Count | null;
  readonly since: Count;
  /** The chance of luck; null where nothing could be compared. */
  readonly p: number | null;
  /** More clean requests until "fixed"; null where nobody can tell. */
  readonly needed: number | null;
}

/**
 * Says whether the failures are gone: counts since the last change against the baseline, at equal opportunity only. Pure. A fresh
 * request that fails with 502 means still failing, whatever the counts say.
 */
export function judgeRetest(observation: RetestObservation): RetestJudgement {
  const compared = compare(observation);
  const finding = observation.fresh.failures > 0 ? "still-failing" : findingOf(compared);
  return {
    finding,
    ...retestSays(observation, compared, finding),
    readings: retestReadings(observation, compared),
    before: compared.kind === "compared" ? compared.before : null,
    since: compared.since,
    p: compared.kind === "compared" ? compared.proof.luck : null,
    needed: compared.kind === "compared" ? compared.proof.needed : null,
  };
}

function findingOf(compared: Compared): RetestFinding {
  switch (compared.kind) {
    case "incomparable":
      return "not-comparable";
    case "nothing-yet":
      return "not-enough";
    case "compared":
      return compared.proof.verdict;
    default:
      return compared satisfies never;
  }
}
