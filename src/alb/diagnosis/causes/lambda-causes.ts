import { formatWhole } from "../../../language/amounts.ts";
import {
  type CauseRuling,
  type Judge,
  leaveOpen,
  type RulingInputs,
  type RulingNumbers,
  ruleIn,
  ruleOut,
} from "./ruling.ts";

/** Causes that only Lambda targets have: documented causes 7, 8 and 9. */
export const lambdaCauses = {
  "lambda-body": (given) => none(given) ?? counted(given, "LambdaUserError"),
  "lambda-timeout": (given) =>
    none(given) ?? leaveOpen("the load balancer's metrics do not show it", elsewhere),
  "lambda-error": (given) => none(given) ?? counted(given, "LambdaUserError, LambdaInternalError"),
} satisfies { readonly [cause: string]: Judge };

function none({ groups }: RulingInputs): CauseRuling | null {
  if (groups === null) {
    return leaveOpen("the target groups could not be read", {
      value: "not read",
      threshold: "a target group of type lambda",
      source: "DescribeTargetGroups",
    });
  }
  return groups.some(({ type }) => type === "lambda")
    ? null
    : ruleOut("no target is a Lambda function", {
        value: [...new Set(groups.map(({ type }) => type))].join(", ") || "no target group",
        threshold: "lambda",
        source: "DescribeTargetGroups",
      });
}

function counted({ signs }: RulingInputs, source: string): CauseRuling {
  const { lambdaUserErrors, lambdaInternalErrors, unknown, failures } = signs;
  const count = lambdaUserErrors + (source.includes("Internal") ? lambdaInternalErrors : 0);
  const about: RulingNumbers = {
    value: formatWhole(count),
    threshold: "0 rules it out; ≥ 1",
    source,
  };
  if (unknown.has("lambdaUserErrors")) {
    return leaveOpen("the metric is not known for all periods", about);
  }
  if (count === 0) return ruleOut("none was counted", about);
  return failures > 0
    ? ruleIn("functions failed; error_reason in access logs says how", about)
    : leaveOpen("functions failed, though none became a 502", about);
}

const elsewhere: RulingNumbers = {
  value: "not in the load balancer's metrics",
  threshold: "Duration near the function's timeout",
  source: "AWS/Lambda Duration, Errors, Throttles",
};
