import type { Datapoint, QuerySpan } from "../aws/cloudwatch/points.ts";
import type { LabMetricQuery } from "../aws/cloudwatch/request.ts";
import { levelAt, type Since, type WorldPast } from "./past.ts";
import type { World, WorldMetric } from "./shape.ts";

/** The datapoints of a metric of the world, oldest first; undefined where it has none of that name. */
export function seriesOf({ metrics }: World, past: WorldPast) {
  return (query: LabMetricQuery, span: QuerySpan): readonly Datapoint[] | undefined => {
    const metric = metrics.find((one) => isAsked(one, query));
    if (metric === undefined) return undefined;
    const period = query.periodSeconds * 1_000;
    const known = past.until(span.to);
    const points: Datapoint[] = [];
    for (let at = Math.floor(span.from / period) * period; at < span.to; at += period) {
      const value = pointOf(
        metric,
        query.stat,
        known,
        at,
        Math.min(at + period, span.settledUntil),
      );
      if (value !== undefined) points.push({ at, value });
    }
    return points;
  };
}

const isAsked = (one: WorldMetric, { namespace, metric, dimensions, stat }: LabMetricQuery) =>
  one.namespace === namespace &&
  one.metric === metric &&
  (one.stat === undefined || one.stat === stat) &&
  Object.keys(one.dimensions).length === dimensions.size &&
  Object.entries(one.dimensions).every(([name, value]) => dimensions.get(name) === value);

/** What a period says: of a count its sum, of a level the statistic over samples. */
function pointOf(
  metric: WorldMetric,
  stat: string,
  past: readonly Since[],
  from: number,
  to: number,
): number | undefined {
  const levels: number[] = [];
  for (let at = from; at < to; at += stepMs) {
    const level = levelAt(metric, past, at);
    if (level !== undefined) levels.push(level * wobble(at));
  }
  if (levels.length === 0) return undefined;
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  if (metric.per === "minute") return Math.round((mean * (to - from)) / 60_000);
  if (stat === "Maximum") return rounded(Math.max(...levels));
  return rounded(stat === "Minimum" ? Math.min(...levels) : mean);
}

const stepMs = 5_000;

/** The world is never quite even: up to 3 % more or less, always the same at the same moment. */
const wobble = (at: number): number => 1 + 0.03 * Math.sin(at / 17_000);

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
