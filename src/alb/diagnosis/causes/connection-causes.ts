import { formatWhole, plural } from "../../../language/amounts.ts";
import type { Explained } from "../pattern/signs.ts";
import {
  type CauseRuling,
  type Judge,
  leaveOpen,
  type RulingInputs,
  ruleIn,
  ruleOnlyLambda,
  ruleOut,
} from "./ruling.ts";

/** Causes that lie in opening a connection to a target: documented causes 1, 2 and 10. */
export const connectionCauses = {
  "connect-reset": (given) => unopened(given, "the metric counts refused and unreachable alike"),
  "connect-unreachable": (given) =>
    unopened(
      given,
      "the metric counts unreachable and refused alike; try the port from beside the load balancer",
    ),
  "tls-handshake": (given) => {
    const { signs, groups } = given;
    const plain = groups?.every(({ protocol }) => protocol !== "HTTPS");
    if (plain) {
      return ruleOut("no target group speaks HTTPS", {
        value: protocolsOf(given),
        threshold: "HTTPS",
        source: "DescribeTargetGroups",
      });
    }
    const metric = "TargetTLSNegotiationErrorCount";
    const known = !signs.unknown.has("tlsErrors") || signs.tlsErrors > 0;
    return matched(given, signs.handshakes, { metric, count: signs.tlsErrors, known, how: "" });
  },
} satisfies { readonly [cause: string]: Judge };

function unopened(given: RulingInputs, how: string): CauseRuling {
  const { signs } = given;
  const none = ruleOnlyLambda(given, "an instance or address as target");
  if (none !== null) return none;
  const metric = "TargetConnectionErrorCount";
  const known = !signs.unknown.has("connectionErrors") || signs.connectionErrors > 0;
  return matched(given, signs.refused, { metric, count: signs.connectionErrors, known, how });
}

interface Matching {
  readonly metric: string;
  readonly count: number;
  readonly known: boolean;
  readonly how: string;
}

function matched(
  { signs }: RulingInputs,
  same: Explained,
  { metric, count, known, how }: Matching,
): CauseRuling {
  const about = {
    value: `${formatWhole(count)}, matching ${formatWhole(same.failures)} of ${plural(signs.failures, "502")}`,
    threshold: "0 rules it out; ≥ 20 % of the 502s in the same periods rule it in",
    source: metric,
  };
  const more = how === "" ? "" : `; ${how}`;
  if (!known) return leaveOpen("the metric is not known for all periods", about);
  if (count === 0) {
    return signs.impact.requests + signs.failures === 0
      ? leaveOpen("no request was counted", about)
      : ruleOut("none was counted", about);
  }
  if (signs.failures === 0) return ruleIn(`they fail, though none became a 502${more}`, about);
  if (same.ofFailures >= 0.2)
    return ruleIn(`they fail in the same periods as the 502s${more}`, about);
  return same.failures === 0
    ? ruleOut("they fail in other periods than the 502s", about)
    : leaveOpen(`a few 502s match${more}`, about);
}

const protocolsOf = ({ groups }: RulingInputs) =>
  [...new Set((groups ?? []).map(({ protocol, type }) => protocol ?? type))].join(", ") ||
  "no group";
