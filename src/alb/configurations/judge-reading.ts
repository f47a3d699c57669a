import type { ServerAnswer } from "../fields/field-builders.ts";
import type { Link } from "../links/link.ts";
import { pathLinks } from "../links/path-links.ts";
import { type IdleReading, loadBalancerServer, unrecognised } from "./reading.ts";
import { readingAnswer, requestPaths } from "./request-paths.ts";

/**
 * How a reading stands to what is in front of its server. "unproven" would be long enough, but no line sets it, another file may
 * override it, or the load balancer's own timeout is not known: an assumption may warn, and never clears.
 */
export type ReadingStanding =
  | "too-short"
  | "tie"
  | "unproven"
  | "long-enough"
  | "unknown"
  | "unrecognised"
  /** It says nothing about a server's own timeout. */
  | "beside";

/** How long the load balancer keeps idle connections. */
export interface BalancerIdleTimeout {
  readonly seconds: number;
  /** Nobody said and no file sets it: the 60 s that AWS gives. */
  readonly isAssumed: boolean;
}

/** What was typed, else what a file sets, the longest where several do; else AWS's default, as an assumption. */
export function chosenIdleTimeout(
  readings: readonly IdleReading[],
  typedSeconds?: number,
): BalancerIdleTimeout {
  if (typedSeconds !== undefined) return { seconds: typedSeconds, isAssumed: false };
  const own = readings.filter(({ server }) => server === loadBalancerServer);
  const set = own.flatMap(({ seconds, state }) =>
    state === "set" && seconds !== null ? [seconds] : [],
  );
  const isKnown = set.length > 0 && own.every(({ state }) => state === "set");
  return isKnown
    ? { seconds: Math.max(...set), isAssumed: false }
    : { seconds: Math.max(albDefaultSeconds, ...set), isAssumed: true };
}

/** Unless it is set otherwise. */
const albDefaultSeconds = 60;

export interface Judged {
  readonly reading: IdleReading;
  readonly standing: ReadingStanding;
  readonly link?: Link;
}

/** Judges readings on the path that they make: behind a proxy its own timeout counts, not the load balancer's. */
export function judgeReadings(
  readings: readonly IdleReading[],
  balancer: BalancerIdleTimeout,
): readonly Judged[] {
  const paths = requestPaths(readings);
  return readings.map((reading) => {
    if (reading.server === unrecognised) return { reading, standing: "unrecognised" };
    if (reading.side === "client") return { reading, standing: "beside" };
    const link = linkOf(reading, paths, balancer);
    return { reading, standing: standingOf(reading, link, balancer), link };
  });
}

/** The load balancer's part of a path. */
export const balancerPath = ({ seconds, isAssumed }: BalancerIdleTimeout) => ({
  idleTimeoutSeconds: seconds,
  idleTimeoutIsAssumed: isAssumed,
});

function linkOf(
  reading: IdleReading,
  paths: readonly (readonly ServerAnswer[])[],
  balancer: BalancerIdleTimeout,
) {
  const path = paths.find((one) => one.some(({ kind }) => kind === reading.server)) ?? [];
  const at = path.findIndex(({ kind }) => kind === reading.server);
  const before = at > 0 ? path.slice(at - 1, at) : [];
  const servers = [...before, { kind: reading.server, closes: readingAnswer(reading) }];
  return pathLinks({ ...balancerPath(balancer), servers }).at(-1) as Link;
}

function standingOf(
  reading: IdleReading,
  link: Link,
  { isAssumed }: BalancerIdleTimeout,
): ReadingStanding {
  const { verdict } = link;
  if (verdict === "too-short" || verdict === "tie") return verdict;
  if (reading.state === "unknown" || verdict === "unknown") return "unknown";
  if (reading.byDefault || reading.unless !== undefined) return "unproven";
  const isCompared = verdict !== "no-reuse" && reading.state !== "never";
  return isAssumed && isCompared && link.client.kind === null ? "unproven" : "long-enough";
}
