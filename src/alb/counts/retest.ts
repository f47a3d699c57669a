import type { Pending } from "#language";
import type { Judgement } from "../diagnosis/judgement-shape.ts";
import { type Compared, compareCounts, type RetestObservation } from "./comparison.ts";
import type { Count } from "./poisson.ts";
import { retestPending } from "./retest-pending.ts";
import { type RetestFinding, retestReadings, retestSays } from "./retest-words.ts";

/** A judgement with what it counted; null where nothing could be compared. */
export interface RetestJudgement extends Judgement<RetestFinding> {
  readonly headline: string;
  readonly before: Count | null;
  readonly since: Count;
  /** The chance of luck with nothing fixed; null where nothing could be compared. */
  readonly p: number | null;
  /** The same with a quarter of the old rate left. */
  readonly pPart: number | null;
  /** More clean requests until "fixed"; null where nobody can tell. */
  readonly needed: number | null;
  /** What is missing; null where the finding is settled. */
  readonly pending: Pending | null;
}

/**
 * Says whether the failures are gone: counts since the last change against the baseline, at equal opportunity only. Pure. A fresh
 * request that fails with 502 means still failing, whatever the counts say.
 */
export function judgeRetest(observation: RetestObservation): RetestJudgement {
  const compared = compareCounts(observation);
  const finding = observation.fresh.failures > 0 ? "still-failing" : findingOf(compared);
  const isSettled = finding === "fixed" || finding === "still-failing";
  const proof = compared.kind === "compared" ? compared.proof : null;
  return {
    finding,
    ...retestSays(observation, compared, finding),
    readings: retestReadings(observation, compared),
    before: compared.kind === "compared" ? compared.before : null,
    since: compared.since,
    p: proof?.luck ?? null,
    pPart: proof?.luckOfPart ?? null,
    needed: proof?.needed ?? null,
    pending: isSettled ? null : retestPending(observation, compared),
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
