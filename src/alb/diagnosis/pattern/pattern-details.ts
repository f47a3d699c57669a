import { formatWhole, percent, plural } from "../../../language/amounts.ts";
import { chanceOfLuck } from "../../counts/poisson.ts";
import { isPeriodic } from "./by-load.ts";
import type { PatternFinding } from "./pattern-finding.ts";
import { isInverted } from "./race-share.ts";
import type { PatternObservation, Signs } from "./signs.ts";
import { healthSays } from "./target-health.ts";
import { chanceLimit, plausibleShare } from "./thresholds.ts";
import { zonesSentence } from "./zones-and-groups.ts";

/** What speaks for the finding, what speaks against it, and what it may be taken for. */
export function patternDetails(
  signs: Signs,
  finding: PatternFinding,
  { targets, places }: PatternObservation,
): readonly string[] {
  return [
    ...aboutOf(signs, finding),
    ...healthSays(targets ?? []),
    ...zonesSentence(places ?? []),
    ...neighbours(signs, finding),
  ];
}

function aboutOf(signs: Signs, finding: PatternFinding): readonly string[] {
  if (finding === "keepalive-race") return ofRace(signs);
  if (finding === "target-error" && signs.lambdaOnly) return ofFunctions;
  return facts[finding] ?? [];
}

const ofFunctions = [
  "The function's own log group (/aws/lambda/<name>) has the failure; error_reason in the access logs tells a response over 1 MB from a function that failed or was throttled.",
];

export const patternNext: { readonly [finding in PatternFinding]?: readonly string[] } = {
  "inner-hop-race": [
    "Look into the proxy's error log: “upstream prematurely closed connection” or “broken pipe” means this race, anything else an error of the application.",
  ],
  "targets-down": ["Find out why the health checks fail before looking at timeouts."],
  quiet: [
    "Look back 24 hours before ruling it out: a rare race can hide in a short or busy window.",
  ],
};

const facts: { readonly [finding in PatternFinding]?: readonly string[] } = {
  "inner-hop-race": [
    "An application error shows the same way.",
    "GET and HEAD are retried by most proxies and succeed; POST requests show the failure.",
  ],
  "too-few": ["So few failures show no cause; what they rule out stands in the table."],
  deploy: [
    "Targets that leave while requests are under way cause this. It is not the idle race, although reloads close idle connections too. A target that crashes and comes back looks the same here.",
  ],
  "connect-refused": [
    "The connection never opened, so no idle connection was reused: this is not the keep-alive race.",
  ],
  tls: ["The handshake failed before a request was sent: this is not the keep-alive race."],
  "target-error": [
    "If a proxy stands behind the load balancer, its own 502 counts here too: the same race may be between the proxy and its server. POST requests show it, GET and HEAD are retried.",
  ],
};

function ofRace(signs: Signs): readonly string[] {
  return [
    ...clauses("What speaks against the keep-alive race", against(signs)),
    ...clauses("What speaks for the keep-alive race", forIt(signs)),
    ...(signs.lowestHealthy === null ? [noHealth] : []),
    missing(signs),
  ];
}

const alone = "Metrics alone never say more than possible";

/** Whether a detail says what is missing for more, which is of no use once that was read. */
export const isMissing = (detail: string): boolean => detail.startsWith(alone);

/** What would say more than possible. */
const missing = ({ outer }: Signs) =>
  isInverted(outer ?? undefined)
    ? `${alone}. The gap test of the access logs would show it.`
    : `${alone}: other causes that leave no trace in them look the same. An inverted link would make it likely (describe the servers, or \`handrail measure\`), the gap test of the access logs would show it.`;

const noHealth =
  "Left open: CloudWatch gave no HealthyHostCount, which tells of changes of targets.";

/** One sentence that is understood wherever it stands alone. */
const clauses = (about: string, all: readonly string[]): readonly string[] =>
  all.length === 0 ? [] : [`${about}: ${all.join("; ")}.`];

function against(signs: Signs) {
  const { impact, refused, handshakes, moves, unhealthy, load } = signs;
  const matched = refused.failures + handshakes.failures;
  return [
    impact.share > plausibleShare && !isPeriodic(signs.regularity)
      ? `${percent(impact.share)} is high, for a race of idle timers alone stays below about ${percent(plausibleShare)} unless traffic comes at regular intervals`
      : "",
    matched > 0 ? `${plural(matched, "failure")} may be a connection that did not open` : "",
    moves.failures > 0
      ? `${plural(moves.failures, "failure")} fall into times when targets change`
      : "",
    unhealthy.failures > 0
      ? `a target was unhealthy during ${plural(unhealthy.failures, "failure")}`
      : "",
    chanceOfLuck(load.busy, load.quiet) < chanceLimit
      ? "a larger share fails when traffic is high, and overload does that"
      : "",
  ].filter((clause) => clause !== "");
}

function forIt(signs: Signs): readonly string[] {
  const { impact, connectionErrors, lowestHealthy, moved, slowest, target5xx, load } = signs;
  return [
    connectionErrors === 0 ? "no failed connection was counted (TargetConnectionErrorCount)" : "",
    moved === 0 && lowestHealthy !== null ? "the number of healthy targets did not change" : "",
    slowest.failing !== null && slowest.others !== null && slowest.failing <= 1.5 * slowest.others
      ? "response times are as usual while requests fail"
      : "",
    target5xx === 0 ? "the application answered no 5xx of its own" : "",
    chanceOfLuck(load.quiet, load.busy) < chanceLimit
      ? "a larger share fails when traffic is low, because connections are idle for longer"
      : "",
    impact.share > plausibleShare && isPeriodic(signs.regularity)
      ? `requests come at regular intervals, which can make a race as frequent as ${percent(impact.share)}`
      : "",
    impact.share <= plausibleShare ? `${percent(impact.share)} is what such a race can do` : "",
  ].filter((clause) => clause !== "");
}

function neighbours(signs: Signs, finding: PatternFinding): readonly string[] {
  const { failures503, failures504, target5xx, failures, failOpen } = signs;
  return [
    failOpen > 0
      ? `${formatWhole(failOpen)} requests were sent to unhealthy targets, because no healthy one was left (UnhealthyRoutingRequestCount).`
      : "",
    failures503 > 0 && finding !== "targets-down"
      ? `${formatWhole(failures503)} more ended in 503: no target was available.`
      : "",
    failures504 > 0 && failures > 0
      ? `${formatWhole(failures504)} more ended in 504: a target was silent for too long, which is never this race.`
      : "",
    target5xx > 0 && finding !== "target-error" && finding !== "inner-hop-race"
      ? `${formatWhole(target5xx)} more are the application's own 5xx and not counted here.`
      : "",
  ].filter((sentence) => sentence !== "");
}
