import { formatWhole, plural } from "../../../language/amounts.ts";
import type { ServerAnswer } from "../../fields/field-builders.ts";
import type { PatternFinding } from "../pattern/pattern-finding.ts";
import type { Settings, Signs, TargetGroup } from "../pattern/signs.ts";
import { fewestFailures } from "../pattern/thresholds.ts";

/** Every cause that is ruled on. The documented ones of a 502 come from the ELB user guide, "HTTP 502: Bad gateway". */
export type CauseName =
  | "idle-race"
  | "inner-race"
  | "idle-closed-otherwise"
  | "closed-mid-request"
  | "deregistration"
  | "connect-reset"
  | "connect-unreachable"
  | "tls-handshake"
  | "malformed-response"
  | "large-headers"
  | "app-502"
  | "lambda-body"
  | "lambda-timeout"
  | "lambda-error"
  | "unhealthy-targets"
  | "no-targets-503"
  | "silent-504"
  | "client-460";

export type CauseState = "in" | "out" | "open";

/** What is said of a cause. `value` and `threshold` are ready to show; `reason` is a clause without a full stop. */
export interface CauseRuling {
  readonly state: CauseState;
  readonly reason: string;
  readonly value: string;
  readonly threshold: string;
  readonly source: string;
}

export interface RulingInputs {
  readonly signs: Signs;
  readonly finding: PatternFinding;
  readonly groups: readonly TargetGroup[] | null;
  /** The servers behind the load balancer; empty while nobody described them. */
  readonly path: readonly ServerAnswer[];
  /** What the load balancer is set to; null where it was not read. */
  readonly settings: Settings | null;
}

export type Judge = (given: RulingInputs) => CauseRuling;

/** What the ruling is about, before it is decided. */
export type RulingNumbers = Pick<CauseRuling, "value" | "threshold" | "source">;

const ruling =
  (state: CauseState) =>
  (reason: string, about: RulingNumbers): CauseRuling => ({ state, reason, ...about });

export const ruleIn = ruling("in");
export const ruleOut = ruling("out");
export const leaveOpen = ruling("open");

/** What excludes, or leaves open, every cause of a 502 alike; null when the 502s have to be looked at. */
export function ruleWithout502(given: RulingInputs): CauseRuling | null {
  const { impact, failures } = given.signs;
  const about = {
    value: `${formatWhole(failures)} of ${formatWhole(impact.requests)}`,
    threshold: "≥ 1",
    source: "HTTPCode_ELB_502_Count / RequestCount",
  };
  if (failures > 0) return null;
  return impact.requests === 0
    ? leaveOpen("no request was counted", about)
    : ruleOut("no request failed with the load balancer's 502", about);
}

/** A connection to a target is reused, or opened: not where every target is a Lambda function. */
export const ruleOnlyLambda = ({ signs }: RulingInputs, threshold: string): CauseRuling | null =>
  signs.lambdaOnly
    ? ruleOut("Lambda targets have no connection to the load balancer", {
        value: "all target groups are of type lambda",
        threshold,
        source: "DescribeTargetGroups",
      })
    : null;

/** Excluded where something else accounts for all but a few of the 502s; null when enough are left. */
export function ruleAccountedFor(
  { signs, finding }: RulingInputs,
  threshold: string,
): CauseRuling | null {
  const { failures, refused, handshakes, swings, aftermath, moves, unhealthy } = signs;
  const shown: { readonly [word: string]: readonly [number, string, string] } = {
    "connect-refused": [refused.failures, "failed connections", "TargetConnectionErrorCount"],
    tls: [handshakes.failures, "failed TLS handshakes", "TargetTLSNegotiationErrorCount"],
    deploy: [
      Math.max(swings.failures, moves.failures, aftermath.failures),
      "changes of targets",
      "HealthyHostCount",
    ],
    "targets-down": [unhealthy.failures, "unhealthy targets", "UnHealthyHostCount"],
  };
  const [matched, what, source] = shown[finding] ?? [0, "", ""];
  if (matched === 0 || failures - matched >= fewestFailures) return null;
  return ruleOut(`${what} account for nearly all of them`, {
    value: `${formatWhole(matched)} of ${plural(failures, "502")}`,
    threshold,
    source,
  });
}
