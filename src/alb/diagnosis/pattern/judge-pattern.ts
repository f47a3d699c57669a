import { percent, plural } from "../../../language/amounts.ts";
import { type Cause, ruleOnCauses } from "../causes/rule-on-causes.ts";
import type { Judgement } from "../judgement-shape.ts";
import { patternDetails, patternNext } from "./pattern-details.ts";
import type { PatternFinding } from "./pattern-finding.ts";
import { patternReadings } from "./pattern-readings.ts";
import { patternFinding } from "./rules.ts";
import { computeSigns, type PatternObservation, type Signs } from "./signs.ts";

/** The finding with every cause ruled in, out or left open. */
export interface PatternJudgement extends Judgement<PatternFinding> {
  readonly causes: readonly Cause[];
}

/**
 * Says what the metrics make most probable. The first rule that fits decides: what is certainly not the race comes before
 * the race, which needs something that speaks for it (`earned`). Never stronger than possible.
 */
export function judgePattern(observation: PatternObservation): PatternJudgement {
  const signs = computeSigns(observation);
  const [finding, because] = patternFinding(signs);
  return {
    finding,
    ...(isDiagnosis(finding) ? { strength: "possible" as const } : {}),
    says: `${signs.impact.says} ${because}`,
    headline: patternHeadline(signs, finding),
    details: [...patternDetails(signs, finding, observation), ...observation.unread],
    next: patternNext[finding] ?? [],
    readings: patternReadings(signs, finding),
    causes: ruleOnCauses(signs, finding, observation),
  };
}

/** Whether the finding names a cause; the others say that there is nothing to name, or that nobody can tell yet. */
const isDiagnosis = (finding: PatternFinding): boolean =>
  !["quiet", "no-traffic", "too-few", "unclear"].includes(finding);

/** The finding in a few words, understood wherever it stands alone. */
const patternHeadline = (signs: Signs, finding: PatternFinding): string => words[finding](signs);

const failed = ({ impact }: Signs): string =>
  `${percent(impact.share)} of requests failed with 502`;

const words: { readonly [finding in PatternFinding]: (signs: Signs) => string } = {
  "keepalive-race": (signs) => `${failed(signs)}, which fits the keep-alive race.`,
  "inner-hop-race": ({ inner }) =>
    `Targets answered ${percent(inner.impact.share)} of requests with 5xx, which fits a race behind the proxy.`,
  deploy: (signs) => `${failed(signs)}, together with changes of targets.`,
  "targets-down": () => "Targets are down, or fail their health checks.",
  "connect-refused": () => "Targets do not accept connections.",
  tls: () => "TLS to the targets fails.",
  "target-error": () => "The application itself answers with errors.",
  quiet: ({ impact }) => `0 of ${plural(impact.requests, "request")} failed with 502.`,
  "no-traffic": () => "There is no traffic to judge.",
  "too-few": ({ failures }) =>
    failures === 0
      ? "Too few failures to tell, and none of them a 502."
      : `${plural(failures, "request")} failed with 502, too few to tell.`,
  unclear: (signs) => `${failed(signs)}; the cause is not clear yet.`,
};
