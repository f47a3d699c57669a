import { type PatternObservation, type Signs, signsOf } from "./differential.ts";
import type { Judgement } from "./judgement.ts";
import { patternDetails } from "./pattern-details.ts";
import { patternReadings } from "./pattern-readings.ts";
import { rateBelow } from "./poisson.ts";
import { grouped, percent, several } from "./wording.ts";

/** The words of the probe alb.pattern. */
export type PatternFinding =
  | "keepalive-race"
  | "deploy"
  | "targets-down"
  | "connect-refused"
  | "tls"
  | "target-error"
  | "quiet"
  | "no-traffic"
  | "unclear";

/**
 * Says what the metrics make most probable. The first rule that fits decides: what is certainly not the race comes before
 * the race, so that "keepalive-race" is what remains when everything else is silent. Never stronger than possible.
 */
export function judgePattern(observation: PatternObservation): Judgement<PatternFinding> {
  const signs = signsOf(observation);
  const [finding, because] = rules.map((rule) => rule(signs)).find((one) => one !== null) ?? race;
  const diagnosis = !["quiet", "no-traffic", "unclear"].includes(finding);
  return {
    finding,
    ...(diagnosis ? { strength: "possible" as const } : {}),
    says: `${signs.impact.says} ${because}`,
    details: [...patternDetails(signs, finding), ...observation.unread],
    readings: patternReadings(signs),
  };
}

/** Above this share a keep-alive race is implausible, whatever else fits; measured races stayed below 7 %. */
const outageShare = 0.1;
/** Fewer failures than this have no pattern. */
const fewest = 3;

type Verdict = readonly [finding: PatternFinding, because: string];
type Rule = (signs: Signs) => Verdict | null;

const race: Verdict = [
  "keepalive-race",
  "That fits the keep-alive race: the failures are spread out while targets stay healthy and connections to them open without errors.",
];

const allDown: Rule = ({ now, none, failures503, failures, lambdaOnly }) => {
  if (lambdaOnly) return null;
  if (now !== null && now.all > 0 && now.healthy + now.changing === 0) {
    return [
      "targets-down",
      `None of ${several(now.all, "target")} is healthy now (DescribeTargetHealth).`,
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
        "unclear",
        `Too few to show a pattern: fewer than ${fewest} failures. Look further back, or again later.`,
      ]
    : null;

const functions: Rule = ({ lambdaOnly }) =>
  lambdaOnly
    ? [
        "target-error",
        "All targets are Lambda functions, which keep no connections: a race is impossible. The function failed, ran out of time or was throttled.",
      ]
    : null;

const deploy: Rule = ({ moves, failures, recovered }) =>
  clusters(moves, 0.6) && recovered
    ? [
        "deploy",
        `They come with changes of targets: ${of(moves.failures, failures)} fall into times when HealthyHostCount changes.`,
      ]
    : null;

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

const applicationToo: Rule = (signs) => (signs.appFailsToo ? targetError(signs) : null);

const targetError = ({ target5xx, failures }: Signs): Verdict => [
  "target-error",
  failures === 0
    ? `Yet the targets themselves answered ${several(target5xx, "request")} with 5xx (HTTPCode_Target_5XX_Count): look at the application.`
    : `The application fails at the same times: it answered ${several(target5xx, "request")} with 5xx by itself (HTTPCode_Target_5XX_Count).`,
];

/** What contradicts the race without proving something else. */
const contradiction: Rule = (signs) => {
  const reason = contradictions.find(([applies]) => applies(signs))?.[1];
  return reason === undefined ? null : ["unclear", reason];
};

const contradictions: readonly (readonly [(signs: Signs) => boolean, string])[] = [
  [
    ({ impact }) => impact.requests === 0 || impact.failures === 0,
    "The requests of those periods were not counted, so the share is unknown.",
  ],
  [
    ({ impact }) => impact.share > outageShare,
    "That is an outage, not a race between timers: those fail well below 10 % of requests.",
  ],
  [
    ({ refused: { unknown }, handshakes, impact: { failures } }) =>
      failures > 0 && Math.max(unknown, handshakes.unknown) > 0.2,
    "Whether connections to targets failed at these times could not be read, so refused connections are not ruled out.",
  ],
  [
    (signs) => signs.refused.ofFailures + signs.handshakes.ofFailures >= 0.2,
    "Some of the failures match connections that could not be opened and others do not: there may be two causes.",
  ],
  [
    ({ moves, unhealthy: sick }) => clusters(moves, 0.3) || clusters(sick, 0.3),
    "Some of the failures come with targets that change or fail, others do not: there may be two causes.",
  ],
  [
    ({ impact }) => impact.shape === "bursts",
    "A race spreads out, these come in bursts: reloads, recycled workers or crashes do that.",
  ],
  [
    ({ slowest: { failing, others } }) =>
      failing !== null && others !== null && failing > 1 && failing > 3 * others,
    "Responses are much slower at these times, so requests may be cut off half-way: crashes or worker timeouts do that.",
  ],
];

const rules: readonly Rule[] = [
  allDown,
  noTraffic,
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

/** At least this share of the failures lies there, and twice what chance would put there. */
const clusters = (
  there: { readonly ofFailures: number; readonly ofTraffic: number },
  least: number,
) => there.ofFailures >= least && there.ofFailures >= 2 * there.ofTraffic;

const of = (some: number, all: number) => `${grouped(some)} of ${several(all, "failure")}`;
