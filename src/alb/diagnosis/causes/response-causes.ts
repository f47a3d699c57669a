import { formatWhole, percent, plural } from "../../../language/amounts.ts";
import { fewestFailures } from "../pattern/thresholds.ts";
import {
  type CauseRuling,
  type Judge,
  leaveOpen,
  type RulingInputs,
  ruleAccountedFor,
  ruleIn,
  ruleOnlyLambda,
  ruleOut,
  ruleWithout502,
} from "./ruling.ts";

/** Causes that lie in what a target answers: documented causes 4 and 5, its own 502, and the race behind a proxy. */
export const responseCauses = {
  "malformed-response": (given) => unreadable(given, "the same URLs fail each time"),
  "large-headers": (given) => unreadable(given, "the same URLs fail each time; more than 32 K"),
  "app-502": ({ signs, finding }) => {
    const { target5xx, appFailsToo } = signs;
    if (target5xx === 0) return noOwn({ signs });
    if (finding === "target-error" && !signs.lambdaOnly) {
      return ruleIn(
        "the targets answer 5xx themselves; a 502 among them is theirs",
        own({ signs }),
      );
    }
    const why = appFailsToo
      ? "it fails at the same times"
      : "the metric does not tell 502 from 500";
    return leaveOpen(why, own({ signs }));
  },
  "inner-race": (given) => innerRace(given),
} satisfies { readonly [cause: string]: Judge };

function unreadable(given: RulingInputs, threshold: string): CauseRuling {
  return (
    ruleOnlyLambda(given, "an instance or address as target") ??
    ruleWithout502(given) ??
    ruleAccountedFor(given, threshold) ??
    leaveOpen("no metric shows it: look for URLs that fail each time", {
      value: `not in the metrics (${plural(given.signs.failures, "502")})`,
      threshold,
      source: "access logs",
    })
  );
}

function innerRace({ signs, finding, path }: RulingInputs): CauseRuling {
  const { inner, target5xx } = signs;
  if (target5xx === 0) return noOwn({ signs });
  if (inner.proxy === false) {
    return ruleOut("no proxy stands behind the load balancer, as the path was described", {
      value: plural(path.length, "server"),
      threshold: "≥ 2",
      source: "the description of the path",
    });
  }
  if (inner.proxy === true && inner.doubtful.length === 0) {
    return ruleOut("every link behind the first server is in the right order", {
      value: `${path.length} servers`,
      threshold: "a server that closes before its client",
      source: "the description of the path",
    });
  }
  if (finding === "inner-hop-race") {
    return ruleIn(
      "the targets' own 5xx are spread out, and a link behind the proxy is not safe",
      own({ signs }),
    );
  }
  return leaveOpen("a proxy's own 502 counts as the targets' 5xx", own({ signs }));
}

const own = ({ signs }: Pick<RulingInputs, "signs">) => ({
  value: `${formatWhole(signs.target5xx)} (${percent(signs.inner.impact.share)})`,
  threshold: `0 rules it out; ≥ ${fewestFailures}`,
  source: "HTTPCode_Target_5XX_Count",
});

function noOwn({ signs }: Pick<RulingInputs, "signs">): CauseRuling {
  if (signs.unknown.has("target5xx") || signs.impact.requests === 0) {
    return leaveOpen("the metric is not known for all periods", own({ signs }));
  }
  return ruleOut("the targets answered no 5xx themselves", own({ signs }));
}
