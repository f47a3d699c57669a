import { formatWhole, percent } from "../../../language/amounts.ts";
import type { Period } from "../../counts/period.ts";
import { isMostlyThere } from "../pattern/thresholds.ts";
import {
  type CauseRuling,
  type Judge,
  leaveOpen,
  type RulingInputs,
  ruleIn,
  ruleOut,
} from "./ruling.ts";

/** What is taken for a 502 or stands beside it. Here *in* says that it occurs. */
export const neighbouringCauses = {
  "unhealthy-targets": (given) => unhealthy(given),
  "no-targets-503": ({ signs }) =>
    occurs(
      signs,
      signs.failures503,
      "failures503",
      "HTTPCode_ELB_503_Count",
      "no target could be chosen",
    ),
  "silent-504": ({ signs }) =>
    occurs(
      signs,
      signs.failures504,
      "failures504",
      "HTTPCode_ELB_504_Count",
      "a target did not answer in time, which is never the keep-alive race",
    ),
  "client-460": ({ signs }) => {
    const source = "HTTPCode_ELB_4XX_Count";
    const ruling = occurs(signs, signs.elb4xx, "elb4xx", source, "");
    if (ruling.state !== "in") return ruling;
    const reason = "460 has no metric of its own; access logs tell it from other 4xx";
    return { ...ruling, state: "open", reason };
  },
} satisfies { readonly [cause: string]: Judge };

function occurs(
  { unknown, impact }: RulingInputs["signs"],
  count: number,
  metric: keyof Period,
  source: string,
  what: string,
): CauseRuling {
  const about = { value: formatWhole(count), threshold: "0 rules it out; ≥ 1", source };
  if (count > 0) return ruleIn(`it occurs: ${what}`, about);
  return unknown.has(metric) || impact.requests === 0
    ? leaveOpen("the metric is not known for all periods", about)
    : ruleOut("none was counted", about);
}

function unhealthy({ signs, finding }: RulingInputs): CauseRuling {
  const { now, highestUnhealthy, unhealthy: periods, unknown } = signs;
  const current = now === null ? "" : `, ${now.unhealthy} of ${now.all} now`;
  const about = {
    value: `at most ${highestUnhealthy ?? "an unknown number"}${current}; ${percent(periods.ofFailures)} of the 502s meanwhile`,
    threshold: "0 rules it out; most of the 502s, twice what chance gives",
    source: "UnHealthyHostCount, DescribeTargetHealth",
  };
  if (finding === "targets-down") return ruleIn("targets fail, or there are none", about);
  if (isMostlyThere(periods)) return ruleIn("the failures come while targets are unhealthy", about);
  if (highestUnhealthy === null || (unknown.has("unhealthy") && now === null)) {
    return leaveOpen("the health of targets is not known", about);
  }
  if (highestUnhealthy === 0 && (now?.unhealthy ?? 0) === 0) {
    return ruleOut("no target was unhealthy", about);
  }
  return leaveOpen("a target is unhealthy, but the failures do not come with it", about);
}
