import { grouped, percent, several } from "../../../language/amounts.ts";
import { rateBelow } from "../../counts/poisson.ts";
import { contradiction } from "./contradictions.ts";
import type { Rule, Verdict } from "./pattern-finding.ts";
import { race } from "./race-or-unclear.ts";
import type { Signs } from "./signs.ts";
import { muchSlower } from "./slowness.ts";
import { clusters, comesWith, fewest, of } from "./thresholds.ts";

/** The first rule that fits, with its reason in a sentence; where none does, whether the race is earned. */
export const findingOf = (signs: Signs): Verdict =>
  rules.map((rule) => rule(signs)).find((one) => one !== null) ?? race(signs);

/** Above this share of the targets' own 5xx, a lost race behind a proxy is no explanation. */
const mostInner = 0.01;

const allDown: Rule = ({ now, none, failures503, failures, lambdaOnly }) => {
  if (lambdaOnly) return null;
  if (now !== null && now.all > 0 && now.healthy + now.changing === 0) {
    return [
      "targets-down",
      `0 of ${several(now.all, "target")} ${now.all === 1 ? "is" : "are"} healthy now (DescribeTargetHealth).`,
    ];
  }
  if (failures503 >= fewest && failures503 > failures) {
    return [
      "targets-down",
      `The load balancer answered ${several(failures503, "request")} with 503, which means that it had no target to send them to.`,
    ];
  }
  return none.ofFailures >= 0.5 && none.failures >= fewest
    ? [
        "targets-down",
        `${of(none.failures, failures)} fall into times without any healthy target (HealthyHostCount 0).`,
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

const noFailures: Rule = (signs) => {
  const { impact, failures, target5xx, connectionErrors, failures504 } = signs;
  if (failures > 0) return null;
  if (target5xx >= fewest) return targetError(signs);
  if (connectionErrors >= fewest) {
    return [
      "connect-refused",
      `Yet ${several(connectionErrors, "connection")} to targets could not be opened (TargetConnectionErrorCount).`,
    ];
  }
  if (failures504 >= fewest) {
    return [
      "unclear",
      `Yet ${several(failures504, "request")} ended in 504: a target was silent for too long. That is never the keep-alive race.`,
    ];
  }
  return [
    "quiet",
    `If any do, it is fewer than ${percent(rateBelow(impact.requests))} (95 % confidence from ${grouped(impact.requests)} requests).`,
  ];
};

const tooFew: Rule = ({ failures }) =>
  failures < fewest
    ? [
        "too-few",
        `Too few to tell: fewer than ${fewest} failures have no pattern. Look further back, or again later.`,
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
  if (comesWith(swings)) {
    return [
      "deploy",
      `They come with changes of targets: ${of(swings.failures, failures)} fall into the minutes in which HealthyHostCount changes.`,
    ];
  }
  if (comesWith(moves)) {
    return [
      "deploy",
      `They come with changes of targets: ${of(moves.failures, failures)} fall into times when HealthyHostCount changes.`,
    ];
  }
  return comesWith(aftermath)
    ? [
        "deploy",
        `They come after changes of targets: ${of(aftermath.failures, failures)} fall into the six minutes after HealthyHostCount changes.`,
      ]
    : null;
};

const tls: Rule = ({ handshakes, failures }) =>
  handshakes.ofFailures >= 0.5
    ? [
        "tls",
        `TLS to the targets fails: ${of(handshakes.failures, failures)} match TargetTLSNegotiationErrorCount of the same period.`,
      ]
    : null;

const refused: Rule = ({ refused: { ofFailures, failures: matched }, failures }) =>
  ofFailures >= 0.5
    ? [
        "connect-refused",
        `Targets do not accept connections: ${of(matched, failures)} match TargetConnectionErrorCount of the same period.`,
      ]
    : null;

const unhealthy: Rule = ({ unhealthy: periods, failures }) =>
  clusters(periods, 0.6)
    ? [
        "targets-down",
        `Targets fail their health checks: ${of(periods.failures, failures)} fall into times with an unhealthy target (UnHealthyHostCount).`,
      ]
    : null;

/** Only where a responder described a proxy: without that, nothing tells the proxy's 502 from the application's own errors. */
const innerHop: Rule = ({ inner, failures, refused, handshakes }) => {
  const [link] = inner.doubtful;
  const { impact, moves } = inner;
  const fits =
    failures < fewest &&
    impact.failures >= fewest &&
    impact.share <= mostInner &&
    impact.shape !== "bursts" &&
    !comesWith(moves) &&
    !muchSlower(inner.slowest) &&
    refused.failures + handshakes.failures === 0;
  if (link === undefined || !fits) return null;
  return [
    "inner-hop-race",
    `The targets themselves answered ${several(impact.failures, "request")} with 5xx (${percent(impact.share)}), spread out while they stay healthy. ${link.client.name} stands in front of ${link.server.name}, and that link is not known to be safe: its lost races show like this.`,
  ];
};

const applicationToo: Rule = (signs) => (signs.appFailsToo ? targetError(signs) : null);

const targetError = ({ target5xx, failures }: Signs): Verdict => [
  "target-error",
  failures === 0
    ? `Yet the targets themselves answered ${several(target5xx, "request")} with 5xx (HTTPCode_Target_5XX_Count): look at the application.`
    : `The application fails at the same times: it answered ${several(target5xx, "request")} with 5xx by itself (HTTPCode_Target_5XX_Count).`,
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
  contradiction,
];
