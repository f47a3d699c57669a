import { formatWhole, percent, plural } from "../../../language/amounts.ts";
import { rateBelow } from "../../counts/poisson.ts";
import { findContradiction } from "./contradictions.ts";
import { muchSlower } from "./failing-periods.ts";
import type { ExplainedFinding, Rule } from "./pattern-finding.ts";
import { judgeRace } from "./race-or-unclear.ts";
import { isInverted } from "./race-share.ts";
import type { Signs } from "./signs.ts";
import { fewestFailures, isClustered, isMostlyThere, outOf } from "./thresholds.ts";

/** The first rule that fits, with its reason in a sentence; where none does, whether the race is earned. */
export const patternFinding = (signs: Signs): ExplainedFinding =>
  rules.map((rule) => rule(signs)).find((one) => one !== null) ?? judgeRace(signs);

/** Above this share of the targets' own 5xx, a lost race behind a proxy is no explanation. */
const mostInner = 0.01;

const allDown: Rule = ({ now, none, failures503, failures, lambdaOnly }) => {
  if (lambdaOnly) return null;
  if (now !== null && now.all > 0 && now.healthy + now.changing === 0) {
    return [
      "targets-down",
      `0 of ${plural(now.all, "target")} ${now.all === 1 ? "is" : "are"} healthy now (DescribeTargetHealth).`,
    ];
  }
  if (failures503 >= fewestFailures && failures503 > failures) {
    return [
      "targets-down",
      `The load balancer answered ${plural(failures503, "request")} with 503, which means that it had no target to send them to.`,
    ];
  }
  return none.ofFailures >= 0.5 && none.failures >= fewestFailures
    ? [
        "targets-down",
        `${outOf(none.failures, failures)} fall into times without any healthy target (HealthyHostCount 0).`,
      ]
    : null;
};

const noTraffic: Rule = ({ impact, failures, failures504 }) =>
  impact.requests === 0 && failures + failures504 === 0
    ? [
        "no-traffic",
        "Without traffic there is nothing to judge. Check the load balancer's name and region, or look again when requests come.",
      ]
    : null;

const noFailures: Rule = (signs) =>
  signs.failures > 0 ? null : (otherFailures(signs) ?? withoutAny(signs));

/** Without a 502: what else failed often enough to be named. */
const otherFailures: Rule = (signs) => {
  const { target5xx, connectionErrors, tlsErrors, failures504 } = signs;
  if (target5xx >= fewestFailures) return targetError(signs);
  if (connectionErrors >= fewestFailures) {
    return [
      "connect-refused",
      `Yet ${plural(connectionErrors, "connection")} to targets could not be opened (TargetConnectionErrorCount).`,
    ];
  }
  if (tlsErrors >= fewestFailures) {
    return [
      "tls",
      `Yet ${plural(tlsErrors, "TLS handshake")} with targets failed (TargetTLSNegotiationErrorCount).`,
    ];
  }
  return failures504 >= fewestFailures
    ? [
        "unclear",
        `Yet ${plural(failures504, "request")} ended in 504: a target was silent for too long. That is never the keep-alive race.`,
      ]
    : null;
};

/** Quiet is said only where everything was counted to the end, and nothing failed. */
function withoutAny(signs: Signs): ExplainedFinding {
  const { impact, silence } = signs;
  if (silence !== null) {
    return [
      "unclear",
      "That says nothing of the newest minutes, of which CloudWatch has no count.",
    ];
  }
  const few = fewOf(signs);
  if (few.length > 0) {
    return ["too-few", `Yet ${few.join(" and ")}: fewer than ${fewestFailures} have no pattern.`];
  }
  return [
    "quiet",
    `If any do, it is fewer than ${percent(rateBelow(impact.requests))} (95 % confidence from ${formatWhole(impact.requests)} requests).`,
  ];
}

/** Failures of other kinds than 502, too few of each for a verdict, a clause each. */
function fewOf(signs: Signs): readonly string[] {
  const { failures503, failures504, target5xx, connectionErrors, tlsErrors } = signs;
  const all = [
    [failures503, "ended in 503 (HTTPCode_ELB_503_Count)"],
    [failures504, "ended in 504 (HTTPCode_ELB_504_Count)"],
    [target5xx, "got a 5xx of the application itself (HTTPCode_Target_5XX_Count)"],
    [connectionErrors + tlsErrors, "met a target to which no connection could be opened"],
  ] as const;
  return all.flatMap(([count, what]) => (count > 0 ? [`${plural(count, "request")} ${what}`] : []));
}

const tooFew: Rule = ({ failures }) =>
  failures < fewestFailures
    ? [
        "too-few",
        `Too few to tell: fewer than ${fewestFailures} failures have no pattern. Look further back, or again later.`,
      ]
    : null;

const functions: Rule = ({ lambdaOnly }) =>
  lambdaOnly
    ? [
        "target-error",
        "All targets are Lambda functions, which keep no connections: a race is impossible. The function failed, ran out of time or was throttled.",
      ]
    : null;

const deploy: Rule = ({ swings, moves, aftermath, failures, recovered }) => {
  if (!recovered) return null;
  if (isMostlyThere(swings)) {
    return [
      "deploy",
      `They come with changes of targets: ${outOf(swings.failures, failures)} fall into the minutes in which HealthyHostCount changes.`,
    ];
  }
  if (isMostlyThere(moves)) {
    return [
      "deploy",
      `They come with changes of targets: ${outOf(moves.failures, failures)} fall into times when HealthyHostCount changes.`,
    ];
  }
  return isMostlyThere(aftermath)
    ? [
        "deploy",
        `They come after changes of targets: ${outOf(aftermath.failures, failures)} fall into the six minutes after HealthyHostCount changes.`,
      ]
    : null;
};

const tls: Rule = ({ handshakes, failures }) =>
  handshakes.ofFailures >= 0.5
    ? [
        "tls",
        `TLS to the targets fails: ${outOf(handshakes.failures, failures)} match TargetTLSNegotiationErrorCount of the same period.`,
      ]
    : null;

const refused: Rule = ({ refused: { ofFailures, failures: matched }, failures }) =>
  ofFailures >= 0.5
    ? [
        "connect-refused",
        `Targets do not accept connections: ${outOf(matched, failures)} match TargetConnectionErrorCount of the same period.`,
      ]
    : null;

const unhealthy: Rule = ({ unhealthy: periods, failures }) =>
  isClustered(periods, 0.6)
    ? [
        "targets-down",
        `Targets fail their health checks: ${outOf(periods.failures, failures)} fall into times with an unhealthy target (UnHealthyHostCount).`,
      ]
    : null;

/**
 * Only where a responder described a link that closes too early behind a proxy: without that, nothing speaks for it, for an
 * application's own errors look the same.
 */
const innerHop: Rule = ({ inner, failures, refused, handshakes }) => {
  const link = inner.doubtful.find(isInverted);
  const { impact, moves } = inner;
  const fits =
    failures < fewestFailures &&
    impact.failures >= fewestFailures &&
    impact.share <= mostInner &&
    impact.shape !== "bursts" &&
    !isMostlyThere(moves) &&
    !muchSlower(inner.slowest) &&
    refused.failures + handshakes.failures === 0;
  if (link === undefined || !fits) return null;
  return [
    "inner-hop-race",
    `The targets themselves answered ${plural(impact.failures, "request")} with 5xx (${percent(impact.share)}), spread out while they stay healthy. ${link.server.name} keeps idle connections no longer than ${link.client.name} does, and the races that such a link loses show like this.`,
  ];
};

const applicationToo: Rule = (signs) => (signs.appFailsToo ? targetError(signs) : null);

const targetError = ({ target5xx, failures }: Signs): ExplainedFinding => [
  "target-error",
  failures === 0
    ? `Yet the targets themselves answered ${plural(target5xx, "request")} with 5xx (HTTPCode_Target_5XX_Count): look at the application.`
    : `The application fails at the same times: it answered ${plural(target5xx, "request")} with 5xx by itself (HTTPCode_Target_5XX_Count).`,
];

const rules: readonly Rule[] = [
  allDown,
  noTraffic,
  innerHop,
  noFailures,
  tooFew,
  functions,
  deploy,
  tls,
  refused,
  unhealthy,
  applicationToo,
  findContradiction,
];
