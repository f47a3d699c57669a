import type { Account } from "../../aws/account.ts";
import { type AskedMetric, readPoints } from "../../aws/metric-points.ts";
import type { Window } from "../../aws/metric-window.ts";
import { type MetricSeries, type Period, periodsFromSeries } from "../counts/period.ts";
import {
  type AlbMetricQuery,
  type Metric,
  type MetricSubject,
  published,
  queriesForMetric,
  zoneMetrics,
} from "./published-metrics.ts";

/** Reads the metrics over the window, each as the load balancer, its groups and zones publish it. Rejects with AwsProblem. */
export async function readSeries(
  account: Account,
  of: MetricSubject,
  metrics: readonly Metric[],
  window: Window,
  signal: AbortSignal,
): Promise<readonly MetricSeries[]> {
  const wanted = [...metrics.flatMap((metric) => queriesForMetric(metric, of)), ...zoneMetrics(of)];
  const found = await readPoints(account, wanted.map(askedOf), window, signal);
  return wanted.map(({ dimensions: _, ...series }, index) => ({
    ...series,
    points: found[index]?.points ?? new Map(),
    complete: found[index]?.complete ?? false,
  }));
}

/** The same as rows, a period each. Rejects with AwsProblem. */
export const readPeriods = async (
  ...asked: Parameters<typeof readSeries>
): Promise<readonly Period[]> => periodsFromSeries(await readSeries(...asked), asked[3]);

/** What it takes to count failures while targets come and go. */
export const comparedMetrics = [
  "requests",
  "failures502",
  "healthyMin",
  "healthyMax",
] as const satisfies readonly Metric[];

const askedOf = ({ metric, dimensions }: AlbMetricQuery): AskedMetric => ({
  namespace: "AWS/ApplicationELB",
  metric: published[metric].name,
  stat: published[metric].stat,
  dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
  least: 0,
});
