import type { Metric, Series, Window } from "../../keepalive/period.ts";
import type { Account } from "./account.ts";
import type { InputOf, OutputOf } from "./allowed.ts";

/** What the metrics are read of: a load balancer's ARN and its target groups. */
export interface Measured {
  readonly arn: string;
  readonly groups: readonly { readonly name: string; readonly arn: string }[];
}

/** All that is known of a load balancer over time, by CloudWatch's metric and statistic. */
export const everyMetric = [
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
  const wanted = metrics.flatMap((metric) => wantedOf(metric, of));
  const series: Series[] = [];
  for (let first = 0; first < wanted.length; first += 500) {
    const some = wanted.slice(first, first + 500);
    series.push(...(await readSome(account, some, window, signal)));
  }
  return series;
}

interface Wanted {
  readonly metric: Metric;
  readonly group?: string;
  readonly dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

/** Namespace AWS/ApplicationELB; the counts are published for the load balancer, host counts only for each group. */
const published: { readonly [metric in Metric]: readonly [name: string, stat: string] } = {
  requests: ["RequestCount", "Sum"],
  failures502: ["HTTPCode_ELB_502_Count", "Sum"],
  failures503: ["HTTPCode_ELB_503_Count", "Sum"],
  failures504: ["HTTPCode_ELB_504_Count", "Sum"],
  elb5xx: ["HTTPCode_ELB_5XX_Count", "Sum"],
  target5xx: ["HTTPCode_Target_5XX_Count", "Sum"],
  connectionErrors: ["TargetConnectionErrorCount", "Sum"],
  tlsErrors: ["TargetTLSNegotiationErrorCount", "Sum"],
  p50: ["TargetResponseTime", "p50"],
  p99: ["TargetResponseTime", "p99"],
  newConnections: ["NewConnectionCount", "Sum"],
  activeConnections: ["ActiveConnectionCount", "Sum"],
  rejectedConnections: ["RejectedConnectionCount", "Sum"],
  healthyMin: ["HealthyHostCount", "Minimum"],
  healthyMax: ["HealthyHostCount", "Maximum"],
  unhealthyMax: ["UnHealthyHostCount", "Maximum"],
};

function wantedOf(metric: Metric, { arn, groups }: Measured): readonly Wanted[] {
  const balancer = { Name: "LoadBalancer", Value: arn.replace(/^.*:loadbalancer\//, "") };
  if (!["healthyMin", "healthyMax", "unhealthyMax"].includes(metric)) {
    return [{ metric, dimensions: [balancer] }];
  }
  return groups.map((group) => ({
    metric,
    group: group.name,
    dimensions: [
      balancer,
      { Name: "TargetGroup", Value: group.arn.replace(/^.*:(?=targetgroup\/)/, "") },
    ],
  }));
}

async function readSome(
  account: Account,
  wanted: readonly Wanted[],
  window: Window,
  signal: AbortSignal,
): Promise<readonly Series[]> {
  const found = wanted.map(() => ({ points: new Map<number, number>(), complete: false }));
  const question = questionOf(wanted, window);
  let token: string | undefined;
  do {
    const page = await account.ask(
      "cloudwatch:GetMetricData",
      token === undefined ? question : { ...question, NextToken: token },
      signal,
    );
    for (const result of page.MetricDataResults ?? []) note(found[idOf(result)], result);
    token = page.NextToken;
  } while (token !== undefined);
  return wanted.map(({ metric, group }, index) => ({
    metric,
    ...(group === undefined ? {} : { group }),
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

/** A result that goes on in the next page says PartialData; the page that ends it says Complete. */
function note(
  found: { points: Map<number, number>; complete: boolean } | undefined,
  { Timestamps = [], Values = [], StatusCode }: Result,
): void {
  if (found === undefined) return;
  for (const [index, at] of Timestamps.entries()) {
    const value = Values[index];
    if (value !== undefined) found.points.set(at.getTime(), value);
  }
  found.complete = StatusCode === "Complete";
}
