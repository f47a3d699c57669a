import { formatWhole, percent, plural } from "../../../language/amounts.ts";
import { formatSeconds } from "../../links/durations.ts";
import { isPeriodic } from "../pattern/by-load.ts";
import { muchSlower } from "../pattern/failing-periods.ts";
import { isInverted } from "../pattern/race-share.ts";
import { isConcentrated, isMostlyThere, plausibleShare } from "../pattern/thresholds.ts";
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

/** Causes that lie in a target that closes a connection: documented causes 3 and 6, the third one split. */
export const closingCauses = {
  "idle-race": (given) => excluded(given, raceThreshold) ?? idleRace(given),
  "idle-closed-otherwise": (given) =>
    excluded(given, "failures at the times of reloads") ??
    leaveOpen(
      given.signs.impact.shape === "bursts"
        ? "the 502s come in bursts, as reloads do, and no metric shows a reload"
        : "no metric shows a reload, a recycled worker or a limit of requests for each connection",
      logs("failures at the times of reloads", given),
    ),
  "closed-mid-request": (given) => excluded(given, slowThreshold) ?? midRequest(given),
  deregistration: (given) => excluded(given, "2 × chance", ["deploy"]) ?? deregistration(given),
} satisfies { readonly [cause: string]: Judge };

const raceThreshold = `spread out, targets healthy, at most ${percent(plausibleShare)} of requests unless they are periodic`;
const slowThreshold = "responses over 1 s and three times as slow";

/** By what rules out every cause of its kind; findings in `except` are about this very cause. */
function excluded(
  given: RulingInputs,
  threshold: string,
  except: readonly string[] = [],
): CauseRuling | null {
  return (
    ruleOnlyLambda(given, "an instance or address as target") ??
    ruleWithout502(given) ??
    (except.includes(given.finding) ? null : ruleAccountedFor(given, threshold))
  );
}

function idleRace({ signs, finding }: RulingInputs): CauseRuling {
  const { impact, multiplexedOnly, above, outer } = signs;
  const about = {
    value: `${percent(impact.share)}, ${impact.shape}`,
    threshold: raceThreshold,
    source: "HTTPCode_ELB_502_Count / RequestCount; AWS's cause 3",
  };
  if (multiplexedOnly) {
    return leaveOpen("HTTP/2 and gRPC connections have timers of their own", about);
  }
  if (finding === "keepalive-race") {
    return ruleIn(
      isInverted(outer ?? undefined)
        ? "the server behind the load balancer closes first, and the failures are spread out"
        : "the failures are spread out, and no more fail than it can make fail",
      about,
    );
  }
  if (above !== null && !isPeriodic(signs.regularity)) {
    return leaveOpen(
      "more fail than it can make fail alone, so it is a part of them at most",
      about,
    );
  }
  return leaveOpen("the metrics neither show nor exclude it", about);
}

function midRequest({ signs }: RulingInputs): CauseRuling {
  const { failing, others } = signs.slowest;
  if (failing === null || others === null) {
    return leaveOpen(
      "only access logs tell it from the race",
      logs("target_processing_time", { signs }),
    );
  }
  const about = {
    value: `p99 ${short(failing)} while 502s occur, otherwise ${short(others)}`,
    threshold: slowThreshold,
    source: "TargetResponseTime p99",
  };
  return muchSlower(signs.slowest)
    ? ruleIn("responses are much slower while 502s occur", about)
    : leaveOpen("only target_processing_time in access logs tells it from the race", about);
}

function deregistration({ signs }: RulingInputs): CauseRuling {
  const { swings, moves, aftermath, moved, failures, lowestHealthy, now } = signs;
  const about = {
    value: `${plural(moved, "change")}, ${formatWhole(aftermath.failures)} of ${plural(failures, "502")} within six minutes, where ${percent(aftermath.ofTraffic)} of the requests are`,
    threshold: "0 rules it out; most of the 502s and a chance below 1 % rule it in",
    source: "HealthyHostCount",
  };
  if (lowestHealthy === null) return leaveOpen("HealthyHostCount is not known", about);
  if ([swings, moves, aftermath].some(isMostlyThere)) {
    return ruleIn("the failures come with changes of targets", about);
  }
  if (isConcentrated(aftermath))
    return ruleIn("more come with changes of targets than by chance", about);
  if (aftermath.failures > 0) return leaveOpen("a few come after changes of targets", about);
  return moved === 0 && (now?.changing ?? 0) === 0
    ? ruleOut("the number of healthy targets did not change", about)
    : ruleOut("no failure comes near a change of targets", about);
}

const logs = (threshold: string, { signs }: Pick<RulingInputs, "signs">) => ({
  value: `not in the metrics (${plural(signs.failures, "502")})`,
  threshold,
  source: "access logs",
});

const short = (seconds: number) => formatSeconds(Number(seconds.toPrecision(2)));
