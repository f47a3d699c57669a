import type { Window } from "../../aws/metric-window.ts";
import {
  countedMetrics,
  type Metric,
  published,
  type ResponseTime,
  type SummedMetric,
} from "../metrics/published-metrics.ts";

/** What is known of one period of time: counts as sums over all nodes, response times in seconds; null where it is not known. */
export interface Period extends Readonly<Record<SummedMetric | ResponseTime, number | null>> {
  /** Its start, in milliseconds since the epoch. */
  readonly at: number;
  /** Healthy targets of all target groups, by the node that sees the fewest. */
  readonly healthy: number | null;
  readonly unhealthy: number | null;
  /** Whether the number of healthy targets of some group differs from the period before. */
  readonly moved: boolean;
}

/** One metric as CloudWatch gave it. */
export interface MetricSeries {
  readonly metric: Metric;
  /** The target group or the availability zone that it is about; of the whole load balancer where both are absent. */
  readonly group?: string;
  readonly zone?: string;
  readonly points: ReadonlyMap<number, number>;
  /** False for PartialData: what is missing is unknown, never zero. */
  readonly complete: boolean;
}

/**
 * The series as rows. A count without a datapoint is 0 only where RequestCount has one in that period, because CloudWatch
 * leaves zeros out (ELB user guide, CloudWatch metrics); otherwise it is unknown.
 */
export function periodsFromSeries(
  series: readonly MetricSeries[],
  window: Window,
): readonly Period[] {
  const step = window.periodSeconds * 1_000;
  const length = Math.round((window.to - window.from) / step);
  const starts = Array.from({ length }, (_, index) => window.from + index * step);
  const moves = movesOf(series, starts);
  return starts.map((at) => ({
    at,
    ...countsAt(series, at),
    p50: read(series, "p50", at),
    p99: read(series, "p99", at),
    healthy: overGroups(series, "healthyMin", at),
    unhealthy: overGroups(series, "unhealthyMax", at),
    moved: moves.has(at),
  }));
}

function countsAt(series: readonly MetricSeries[], at: number) {
  const requests = read(series, "requests", at);
  const counts = countedMetrics.map((metric) => {
    const found = (published[metric].of === "balancer" ? read : overGroups)(series, metric, at);
    return [metric, found ?? zero(series, metric, requests)];
  });
  return Object.fromEntries(counts) as Record<SummedMetric, number | null>;
}

/** The sum of what is known, and 0 where nothing is. */
export const sum = (periods: readonly Period[], pick: (period: Period) => number | null): number =>
  periods.reduce((total, period) => total + (pick(period) ?? 0), 0);

const read = (series: readonly MetricSeries[], metric: Metric, at: number) =>
  series.find((one) => one.metric === metric && isWhole(one))?.points.get(at) ?? null;

const isWhole = ({ group, zone }: MetricSeries) => group === undefined && zone === undefined;

/** A count that was read to its end, of the load balancer or of all groups, is 0 where there were requests. */
function zero(
  series: readonly MetricSeries[],
  metric: Metric,
  requests: number | null,
): number | null {
  const all = series.filter((one) => one.metric === metric);
  const complete = all.length > 0 && all.every((one) => one.complete);
  return complete && requests !== null ? 0 : null;
}

function overGroups(series: readonly MetricSeries[], metric: Metric, at: number): number | null {
  const known = series.flatMap((one) => (one.metric === metric ? (one.points.get(at) ?? []) : []));
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

/** Group by group, so that a target that leaves one group and joins another counts as a move. */
function movesOf(series: readonly MetricSeries[], starts: readonly number[]): ReadonlySet<number> {
  const moves = new Set<number>();
  for (const one of series) {
    if (one.metric !== "healthyMin" && one.metric !== "healthyMax") continue;
    let last: number | undefined;
    for (const at of starts) {
      const value = one.points.get(at);
      if (value !== undefined && last !== undefined && value !== last) moves.add(at);
      last = value ?? last;
    }
  }
  return moves;
}
