import type { FindingOf } from "#language";
import type { pattern } from "../../probes/pattern/probe.ts";
import { type Cause, causesOf } from "../causes/possible-causes.ts";
import type { Judgement } from "../judgement.ts";
import { patternDetails, patternNext } from "./details.ts";
import { patternHeadline } from "./headline.ts";
import { patternReadings } from "./readings.ts";
import { findingOf } from "./rules.ts";
import { type PatternObservation, signsOf } from "./signs.ts";

/** The words of the probe alb.pattern. */
export type PatternFinding = FindingOf<typeof pattern>;

/** The finding with every cause ruled in, out or left open. */
export interface PatternJudgement extends Judgement<PatternFinding> {
  readonly causes: readonly Cause[];
}

/**
 * Says what the metrics make most probable. The first rule that fits decides: what is certainly not the race comes before
 * the race, which needs something that speaks for it (`earned`). Never stronger than possible.
 */
export function judgePattern(observation: PatternObservation): PatternJudgement {
  const signs = signsOf(observation);
  const [finding, because] = findingOf(signs);
  return {
    finding,
    ...(isDiagnosis(finding) ? { strength: "possible" as const } : {}),
    says: `${signs.impact.says} ${because}`,
    headline: patternHeadline(signs, finding),
    details: [...patternDetails(signs, finding, observation), ...observation.unread],
    next: patternNext[finding] ?? [],
    readings: patternReadings(signs, finding),
    causes: causesOf(signs, finding, observation),
  };
}

/** Whether the finding names a cause; the others say that there is nothing to name, or that nobody can tell yet. */
const isDiagnosis = (finding: PatternFinding): boolean =>
  !["quiet", "no-traffic", "too-few", "unclear"].includes(finding);
