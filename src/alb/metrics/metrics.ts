import type { Account } from "../../aws/account.ts";
import type { InputOf, OutputOf } from "../../aws/allowed.ts";
import { finite } from "../../aws/numbers.ts";
import { everyPage } from "../../aws/pages.ts";
import { AwsProblem } from "../../aws/problems.ts";
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

/**
 * Reads the metrics over the window with GetMetricData: one question, its pages followed to the end, and a second one
 * only beyond the 500 metrics that one may ask for. Rejects with AwsProblem.
 */
export async function readSeries(
  account: Account,
  of: Measured,
  metrics: readonly Metric[],
  window: Window,
  signal: AbortSignal,
): Promise<readonly Series[]> {
  const wanted = [...metrics.flatMap((metric) => wantedOf(metric, of)), ...placesOf(of)];
  const series: Series[] = [];
  for (let first = 0; first < wanted.length; first += 500) {
    const some = wanted.slice(first, first + 500);
    series.push(...(await readSome(account, some, window, signal)));
  }
  return series;
}

async function readSome(
  account: Account,
  wanted: readonly Wanted[],
  window: Window,
  signal: AbortSignal,
): Promise<readonly Series[]> {
  const found = wanted.map(() => ({ points: new Map<number, number>(), complete: false }));
  const question = questionOf(wanted, window);
  const pages = await everyPage(account, "cloudwatch:GetMetricData", question, signal);
  for (const result of pages.flatMap(({ MetricDataResults = [] }) => MetricDataResults)) {
    const at = idOf(result);
    note(found[at], result, wanted[at]?.metric);
  }
  return wanted.map(({ metric, group, zone }, index) => ({
    metric,
    ...(group === undefined ? {} : { group }),
    ...(zone === undefined ? {} : { zone }),
    points: found[index]?.points ?? new Map(),
    complete: found[index]?.complete ?? false,
  }));
}

const questionOf = (
  wanted: readonly Wanted[],
  { from, to, periodSeconds }: Window,
): InputOf<"cloudwatch:GetMetricData"> => ({
  MetricDataQueries: wanted.map(({ metric, dimensions }, index) => ({
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: "AWS/ApplicationELB",
        MetricName: published[metric][0],
        Dimensions: [...dimensions],
      },
      Period: periodSeconds,
      Stat: published[metric][1],
    },
  })),
  StartTime: new Date(from),
  EndTime: new Date(to),
  ScanBy: "TimestampAscending",
});

type Result = NonNullable<OutputOf<"cloudwatch:GetMetricData">["MetricDataResults"]>[number];

const idOf = ({ Id }: Result) => Number((Id ?? "").slice(1));

/** Left out, it would count as no failure, or as no traffic. */
const noNumber = (metric: Metric | undefined) =>
  new AwsProblem(
    "other",
    `CloudWatch gave a value of ${metric === undefined ? "a metric" : published[metric][0]} that is no number, so nothing can be counted. Look again in a minute.`,
  );

/** A result that goes on in the next page says PartialData; the page that ends it says Complete. */
function note(
  found: { points: Map<number, number>; complete: boolean } | undefined,
  { Timestamps = [], Values = [], StatusCode }: Result,
  metric: Metric | undefined,
): void {
  if (found === undefined) return;
  for (const [index, at] of Timestamps.entries()) {
    const value = Values[index];
    if (value === undefined) continue;
    if (finite(value) === null || value < 0) throw noNumber(metric);
    found.points.set(at.getTime(), value);
  }
  found.complete = StatusCode === "Complete";
}
