import type { Account } from "../../aws/account.ts";
import { type AskedMetric, readPoints } from "../../aws/metric-points.ts";
import type { Window } from "../../aws/window.ts";
import type { Metric, Series } from "../counts/period.ts";
import { type Measured, placesOf, published, type Wanted, wantedOf } from "./published.ts";

/** What is known over time of a load balancer and not of its targets, by CloudWatch's metric and statistic. */
export const balancerMetrics = [
  "requests",
  "failures502",
  "failures503",
  "failures504",
  "elb5xx",
  "target5xx",
  "connectionErrors",
  "tlsErrors",
  "p50",
  "p99",
  "newConnections",
  "activeConnections",
  "rejectedConnections",
  "elb4xx",
  "lambdaUserErrors",
  "lambdaInternalErrors",
  "failOpen",
] as const satisfies readonly Metric[];

/** All that is known over time, its targets' health too. */
export const everyMetric = [
  ...balancerMetrics,
  "healthyMin",
  "healthyMax",
  "unhealthyMax",
] as const satisfies readonly Metric[];

/** Reads the metrics over the window, each as the load balancer, its groups and zones publish it. Rejects with AwsProblem. */
export async function readSeries(
  account: Account,
  of: Measured,
  metrics: readonly Metric[],
  window: Window,
  signal: AbortSignal,
): Promise<readonly Series[]> {
  const wanted = [...metrics.flatMap((metric) => wantedOf(metric, of)), ...placesOf(of)];
  const found = await readPoints(account, wanted.map(askedOf), window, signal);
  return wanted.map(({ dimensions: _, ...series }, index) => ({
    ...series,
    points: found[index]?.points ?? new Map(),
    complete: found[index]?.complete ?? false,
  }));
}

const askedOf = ({ metric, dimensions }: Wanted): AskedMetric => ({
  namespace: "AWS/ApplicationELB",
  metric: published[metric][0],
  stat: published[metric][1],
  dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
  least: 0,
});
