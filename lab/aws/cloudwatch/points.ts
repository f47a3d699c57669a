import type { BalancerCounts, CountsSource } from "../../alb/counts.ts";
import { dimension, type LoadBalancerResource, targetGroupDimension } from "../estate.ts";
import { metricNamed, statistic } from "./metric-definitions.ts";
import type { LabMetricQuery } from "./request.ts";

/** A datapoint; the time is the begin of its period, in milliseconds since 1970. */
export interface Datapoint {
  readonly at: number;
  readonly value: number;
}

/** When a query is asked and about what, in milliseconds since 1970, and how counts are read. */
export interface QuerySpan {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** What happened from here on has not reached CloudWatch yet. */
  readonly settledUntil: number;
  readonly read: ReadCounts;
}

/** The datapoints of a query, oldest first; those whose metric or dimensions are not published have none. */
export function points(
  query: LabMetricQuery,
  estate: readonly LoadBalancerResource[],
  span: QuerySpan,
): readonly Datapoint[] {
  const metric = metricNamed(query.metric);
  const source = findSource(query, estate);
  if (!source || !metric || query.namespace !== "AWS/ApplicationELB") return [];
  if (!metric.publishedBy.some((set) => set === [...query.dimensions.keys()].sort().join("+")))
    return [];
  const period = query.periodSeconds * 1_000;
  const zone = query.dimensions.get("AvailabilityZone");
  const found: Datapoint[] = [];
  for (let at = firstPeriod(query, span); at < span.to; at += period) {
    // The newest period is incomplete: it shows only what has settled.
    const counts = span.read(source, at, Math.min(at + period, span.settledUntil), zone);
    const value = statistic(query.stat, metric.read(counts, query.periodSeconds));
    if (value !== undefined) found.push({ at, value });
  }
  return found;
}

function findSource(query: LabMetricQuery, estate: readonly LoadBalancerResource[]) {
  const balancer = query.dimensions.get("LoadBalancer");
  const group = query.dimensions.get("TargetGroup");
  const balancers = estate.filter(
    (candidate) =>
      candidate.kind === "application" && (!balancer || dimension(candidate) === balancer),
  );
  const sources: readonly CountsSource[] = group
    ? balancers
        .flatMap(({ targetGroups }) => targetGroups)
        .filter((candidate) => targetGroupDimension(candidate) === group)
        .map(({ metrics }) => metrics)
    : balancers.map(({ metrics }) => metrics);
  return sources[0];
}

/** Starts are rounded down to the minute, or to the period if that is shorter; what is no longer kept is skipped. */
function firstPeriod({ periodSeconds }: LabMetricQuery, { from, now }: QuerySpan): number {
  const rounding = Math.min(60, periodSeconds) * 1_000;
  const period = periodSeconds * 1_000;
  const start = Math.floor(from / rounding) * rounding;
  const kept = now - keptMs(periodSeconds);
  return start >= kept ? start : start + Math.ceil((kept - start) / period) * period;
}

/** How long datapoints of a period are kept. Source: CloudWatch API reference, GetMetricData, StartTime. */
function keptMs(periodSeconds: number): number {
  const hour = 3_600_000;
  if (periodSeconds % 60 !== 0) return 3 * hour;
  if (periodSeconds % 300 !== 0) return 15 * 24 * hour;
  if (periodSeconds % 3_600 !== 0) return 63 * 24 * hour;
  return 455 * 24 * hour;
}

/** Reads counts, each stretch of time but once. */
type ReadCounts = (source: CountsSource, from: number, to: number, zone?: string) => BalancerCounts;

/** A memory for one GetMetricData call, whose many metrics come from the same few counts. */
export function rememberCounts(): ReadCounts {
  const known = new Map<CountsSource, Map<string, BalancerCounts>>();
  return (source, from, to, zone) => {
    const ofSource = known.get(source) ?? new Map<string, BalancerCounts>();
    known.set(source, ofSource);
    const key = `${from} ${to} ${zone}`;
    const counts = ofSource.get(key) ?? source.counts(from, to, zone);
    ofSource.set(key, counts);
    return counts;
  };
}
