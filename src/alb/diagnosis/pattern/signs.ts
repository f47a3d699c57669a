import type { Window } from "../../../aws/metric-window.ts";
import { countOf, type FailureImpact, impactOf, sumFailures } from "../../counts/failure-shape.ts";
import { type Period, sum } from "../../counts/period.ts";
import type { ServerAnswer } from "../../fields/field-builders.ts";
import type { Link } from "../../links/link.ts";
import { pathLinks } from "../../links/path-links.ts";
import { type ByLoad, compareByLoad, regularity } from "./by-load.ts";
import {
  type Coincidence,
  countCoinciding,
  explainedFailures,
  inDisturbance,
  nearMoves,
} from "./coincidence.ts";
import { appFailsToo, responseTimes } from "./failing-periods.ts";
import { type Inner, judgeInnerLinks } from "./inner-link.ts";
import { type Above, aboveModel, allowedShare, chanceOfClumps } from "./race-share.ts";
import { silentSince } from "./silence.ts";
import type { ZoneCounts } from "./zones-and-groups.ts";

/** What was read of a load balancer over a window; null where AWS did not tell. */
export interface PatternObservation {
  readonly name: string;
  readonly window: Window;
  readonly periods: readonly Period[];
  readonly groups: readonly TargetGroup[] | null;
  readonly targets: readonly TargetState[] | null;
  /** The same counts for each zone and group; empty where there is only one. */
  readonly places?: readonly ZoneCounts[];
  /** The servers behind the load balancer, where a responder described them. */
  readonly path?: readonly ServerAnswer[];
  /** What the load balancer is set to; null or absent where it was not read. */
  readonly settings?: Settings | null;
  /** Sentences about what could not be read. */
  readonly unread: readonly string[];
}

/** idle_timeout.timeout_seconds, and access_logs.s3.enabled. */
export interface Settings {
  readonly idleTimeoutSeconds: number | null;
  readonly accessLogs: boolean;
}

/** Type as in DescribeTargetGroups: instance, ip, lambda, alb. */
export interface TargetGroup {
  readonly name: string;
  readonly type: string;
  readonly protocol: string | null;
  /** HTTP1, HTTP2 or GRPC; null for Lambda. */
  readonly version?: string | null;
}

/** State and reason as in DescribeTargetHealth: healthy, unhealthy, unhealthy.draining, initial, draining, unused, unavailable. */
export interface TargetState {
  readonly group: string;
  readonly id: string;
  readonly port: number | null;
  readonly state: string;
  readonly reason: string | null;
}

/** The signatures by which causes of a 502 are told apart (each is defined where it is computed). */
export interface Signs {
  readonly impact: FailureImpact;
  readonly window: Window;
  /** All 502s, also of periods without a request count. */
  readonly failures: number;
  readonly failures503: number;
  readonly failures504: number;
  readonly target5xx: number;
  readonly connectionErrors: number;
  readonly tlsErrors: number;
  /** 502s matched by failed connections, and by failed TLS handshakes, to targets in the same periods. */
  readonly refused: Explained;
  readonly handshakes: Explained;
  /** 502s within two periods of a change in the number of healthy targets. */
  readonly swings: Coincidence;
  /** The same, and while that number is unusual: after a target has left for good, nothing else may be usual. */
  readonly moves: Coincidence;
  readonly moved: number;
  /** 502s until {@link aftermathSeconds} after a change: a target that leaves is killed only after its delay. */
  readonly aftermath: Coincidence;
  /** 502s in periods with an unhealthy target. */
  readonly unhealthy: Coincidence;
  /** 502s in periods without any healthy target. */
  readonly none: Coincidence;
  readonly lowestHealthy: number | null;
  readonly highestUnhealthy: number | null;
  readonly now: TargetsNow | null;
  /** Whether no target is unhealthy now, by DescribeTargetHealth or else by the newest period. */
  readonly recovered: boolean;
  readonly lambdaOnly: boolean;
  /** Whether the application's own 5xx are more frequent in periods with 502s: three times at least, and not by chance. */
  readonly appFailsToo: boolean;
  /** The same signs for the 5xx that targets answered, and what is known of a proxy behind the load balancer. */
  readonly inner: Inner;
  readonly load: ByLoad;
  /** Where more fails than a race of idle timers can; null where the share is within the model. */
  readonly above: Above | null;
  /** How probable it is that so many failures share their periods by chance, 0 to 1. */
  readonly clumps: number;
  /** Periods with a failure. */
  readonly moments: number;
  /** The link from the load balancer to the first server; null where the path or the idle timeout is not known. */
  readonly outer: Link | null;
  /** How evenly requests come: about 1 for people, near 0 for a clock; null when there is too little to tell. */
  readonly regularity: number | null;
  /** Whether every target speaks HTTP/2 or gRPC, whose connections have timers of their own. */
  readonly multiplexedOnly: boolean;
  readonly elb4xx: number;
  readonly lambdaUserErrors: number;
  readonly lambdaInternalErrors: number;
  readonly failOpen: number;
  /** Since when nothing is counted that should be; null where counts reach to the end. */
  readonly silence: number | null;
  /** Metrics that are not known for some periods with requests. */
  readonly unknown: ReadonlySet<keyof Period>;
  /** Median p99 response time in seconds with 502s, and without; null where there is none. */
  readonly slowest: { readonly failing: number | null; readonly others: number | null };
}

export type Explained = ReturnType<typeof explainedFailures>;

/** How many targets stand how at the time of asking. */
export interface TargetsNow {
  readonly all: number;
  readonly healthy: number;
  readonly unhealthy: number;
  /** Draining or initial: coming or going. */
  readonly changing: number;
}

/** Computes every signature once. */
export function computeSigns(observation: PatternObservation): Signs {
  const { window, periods, groups, targets } = observation;
  return {
    ...raceSigns(observation),
    window,
    ...totalsOf(periods),
    ...coincidences(periods, window),
    moved: periods.filter(({ moved }) => moved).length,
    lowestHealthy: extreme(periods, ({ healthy }) => healthy, Math.min),
    highestUnhealthy: extreme(periods, ({ unhealthy }) => unhealthy, Math.max),
    now: targets === null ? null : targetsNow(targets),
    recovered: recovered(periods, targets),
    lambdaOnly: everyGroup(groups, ({ type }) => type === "lambda"),
    multiplexedOnly: everyGroup(groups, ({ version }) => version === "HTTP2" || version === "GRPC"),
    appFailsToo: appFailsToo(periods),
    inner: judgeInnerLinks(observation),
    load: compareByLoad(periods),
    regularity: regularity(periods),
    silence: silentSince(periods),
    unknown: unknownIn(periods),
    slowest: responseTimes(periods),
  };
}

/** What the model of the race is held against. */
function raceSigns(observation: PatternObservation) {
  const { periods, window } = observation;
  const impact = impactOf(periods, window);
  const counts = periods.flatMap(countOf);
  const outer = outerOf(observation);
  return {
    impact,
    above: aboveModel(counts, impact.since, allowedShare(outer)),
    clumps: chanceOfClumps(counts),
    moments: counts.filter(({ failures }) => failures > 0).length,
    outer,
  };
}

function outerOf({ path = [], settings }: PatternObservation): Link | null {
  const idleTimeoutSeconds = settings?.idleTimeoutSeconds ?? null;
  const [outer = null] = pathLinks({ idleTimeoutSeconds, servers: path });
  return idleTimeoutSeconds === null ? null : outer;
}

/** How long after a change of targets a failure may still come from it: AWS's default deregistration delay, and a minute. */
export const aftermathSeconds = 360;

function coincidences(periods: readonly Period[], { periodSeconds }: Window) {
  const after = Math.max(2, Math.ceil(aftermathSeconds / periodSeconds));
  const [near, unusual, long] = [
    nearMoves(periods),
    inDisturbance(periods),
    nearMoves(periods, after),
  ];
  const positive = (value: number | null) => (value === null ? null : value > 0);
  const zero = (value: number | null) => (value === null ? null : value === 0);
  return {
    refused: explainedFailures(periods, ({ connectionErrors }) => connectionErrors),
    handshakes: explainedFailures(periods, ({ tlsErrors }) => tlsErrors),
    swings: countCoinciding(periods, (_, index) => near[index] ?? null),
    moves: countCoinciding(periods, (_, index) => unusual[index] ?? null),
    aftermath: countCoinciding(periods, (_, index) => long[index] ?? null),
    unhealthy: countCoinciding(periods, ({ unhealthy }) => positive(unhealthy)),
    none: countCoinciding(periods, ({ healthy }) => zero(healthy)),
  };
}

const everyGroup = (groups: readonly TargetGroup[] | null, fits: (group: TargetGroup) => boolean) =>
  groups !== null && groups.length > 0 && groups.every(fits);

function unknownIn(periods: readonly Period[]): ReadonlySet<keyof Period> {
  const busy = periods.filter(({ requests }) => requests !== null && requests > 0);
  const names = Object.keys(periods[0] ?? {}) as (keyof Period)[];
  return new Set(names.filter((name) => busy.some((period) => period[name] === null)));
}

const totalsOf = (periods: readonly Period[]) => ({
  failures: sumFailures(periods),
  failures503: sum(periods, ({ failures503 }) => failures503),
  failures504: sum(periods, ({ failures504 }) => failures504),
  target5xx: sum(periods, ({ target5xx }) => target5xx),
  connectionErrors: sum(periods, ({ connectionErrors }) => connectionErrors),
  tlsErrors: sum(periods, ({ tlsErrors }) => tlsErrors),
  elb4xx: sum(periods, ({ elb4xx }) => elb4xx),
  lambdaUserErrors: sum(periods, ({ lambdaUserErrors }) => lambdaUserErrors),
  lambdaInternalErrors: sum(periods, ({ lambdaInternalErrors }) => lambdaInternalErrors),
  failOpen: sum(periods, ({ failOpen }) => failOpen),
});

function extreme(
  periods: readonly Period[],
  pick: (period: Period) => number | null,
  choose: (one: number, other: number) => number,
): number | null {
  const known = periods.flatMap((period) => pick(period) ?? []);
  return known.length === 0 ? null : known.reduce((one, other) => choose(one, other));
}

function targetsNow(targets: readonly TargetState[]): TargetsNow {
  const count = (...states: readonly string[]) =>
    targets.filter(({ state }) => states.includes(state)).length;
  return {
    all: targets.length,
    healthy: count("healthy"),
    unhealthy: count("unhealthy", "unhealthy.draining", "unavailable"),
    changing: count("draining", "initial"),
  };
}

function recovered(periods: readonly Period[], targets: readonly TargetState[] | null): boolean {
  if (targets !== null) return targetsNow(targets).unhealthy === 0;
  return (periods.findLast(({ unhealthy }) => unhealthy !== null)?.unhealthy ?? 0) === 0;
}
