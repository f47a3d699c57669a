/** What the metrics are read of: a load balancer's ARN and its target groups. */
export interface MetricSubject {
  readonly arn: string;
  readonly groups: readonly {
    readonly name: string;
    readonly arn: string;
    readonly type?: string;
  }[];
  /** Where given, counts are also read for each of these availability zones, and for each group if there are several. */
  readonly zones?: readonly string[];
}

/** One metric to ask for, as AWS/ApplicationELB publishes it. */
export interface AlbMetricQuery {
  readonly metric: Metric;
  readonly group?: string;
  readonly zone?: string;
  readonly dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

/** What has a metric: the load balancer, or each of its target groups, either of functions or of others. */
type Owner = "balancer" | "lambdas" | "hosts";

/** A sum over all nodes, without a datapoint where it is 0. */
const count = (name: string, of: Owner = "balancer") => ({ name, stat: "Sum", of }) as const;
/** Of the targets' response times, in seconds. */
const responseTime = <Stat extends string>(stat: Stat) =>
  ({ name: "TargetResponseTime", stat, of: "balancer" }) as const;
const hosts = (name: string, stat: "Minimum" | "Maximum") => ({ name, stat, of: "hosts" }) as const;

/** CloudWatch's name and the statistic that means something. Source: ELB user guide, CloudWatch metrics for your ALB. */
export const published = {
  /** Requests for which a target was chosen. Null also means: perhaps no traffic at all. */
  requests: count("RequestCount"),
  failures502: count("HTTPCode_ELB_502_Count"),
  failures503: count("HTTPCode_ELB_503_Count"),
  failures504: count("HTTPCode_ELB_504_Count"),
  /** All 5xx that the load balancer answered by itself. */
  elb5xx: count("HTTPCode_ELB_5XX_Count"),
  /** 5xx that the targets answered. */
  target5xx: count("HTTPCode_Target_5XX_Count"),
  connectionErrors: count("TargetConnectionErrorCount"),
  tlsErrors: count("TargetTLSNegotiationErrorCount"),
  p50: responseTime("p50"),
  p99: responseTime("p99"),
  newConnections: count("NewConnectionCount"),
  activeConnections: count("ActiveConnectionCount"),
  rejectedConnections: count("RejectedConnectionCount"),
  /** All 4xx that the load balancer answered by itself, among them 460 for clients that gave up. */
  elb4xx: count("HTTPCode_ELB_4XX_Count"),
  /** Requests that a Lambda target failed by its own fault, and by AWS's. */
  lambdaUserErrors: count("LambdaUserError", "lambdas"),
  lambdaInternalErrors: count("LambdaInternalError", "lambdas"),
  /** Requests that were sent to unhealthy targets, because no healthy one was left. */
  failOpen: count("UnhealthyRoutingRequestCount", "hosts"),
  healthyMin: hosts("HealthyHostCount", "Minimum"),
  healthyMax: hosts("HealthyHostCount", "Maximum"),
  unhealthyMax: hosts("UnHealthyHostCount", "Maximum"),
  longest: responseTime("Maximum"),
} as const;

export type Metric = keyof typeof published;

/** Metrics of a statistic. */
type Of<Stat> = { [M in Metric]: (typeof published)[M]["stat"] extends Stat ? M : never }[Metric];
export type SummedMetric = Of<"Sum">;
export type ResponseTime = Of<"p50" | "p99">;

/** All that is known over time, in order. */
export const everyMetric = (Object.keys(published) as Metric[]).filter((one) => one !== "longest");

export const countedMetrics = everyMetric.filter(
  (metric): metric is SummedMetric => published[metric].stat === "Sum",
);

/** What is known of a load balancer and not of its targets' health. */
export const balancerMetrics = everyMetric.filter(
  (metric): metric is SummedMetric | ResponseTime => !published[metric].name.includes("HostCount"),
);

/** The series of a metric: one for the load balancer, or one for each group where only those are published. */
export function queriesForMetric(metric: Metric, of: MetricSubject): readonly AlbMetricQuery[] {
  const { of: owner } = published[metric];
  if (owner === "balancer") return [{ metric, dimensions: [balancer(of)] }];
  return inGroups(metric, of, ({ type }) => (type === "lambda") === (owner === "lambdas"));
}

/** What tells one availability zone or group from another; nothing where there is only one. 502s are not published by group. */
export function zoneMetrics(of: MetricSubject): readonly AlbMetricQuery[] {
  const { zones = [], groups } = of;
  const byZone = zones.length < 2 ? [] : zones;
  const byGroup = of.zones === undefined || groups.length < 2 ? [] : groups.slice(0, mostGroups);
  return [
    ...byZone.flatMap((zone) =>
      (["requests", "failures502"] as const).map((metric) => ({
        metric,
        zone,
        dimensions: [{ Name: "AvailabilityZone", Value: zone }, balancer(of)],
      })),
    ),
    ...groupMetrics.flatMap((metric) => inGroups(metric, { ...of, groups: byGroup })),
  ];
}

/** Each metric is billed: more groups than this are not looked at one by one. */
const mostGroups = 20;

const groupMetrics = ["requests", "target5xx", "connectionErrors", "tlsErrors"] as const;

function inGroups(
  metric: Metric,
  of: MetricSubject,
  which: (group: MetricSubject["groups"][number]) => boolean = () => true,
): readonly AlbMetricQuery[] {
  return of.groups.filter(which).map(({ name, arn }) => ({
    metric,
    group: name,
    dimensions: [
      balancer(of),
      { Name: "TargetGroup", Value: arn.replace(/^.*:(?=targetgroup\/)/, "") },
    ],
  }));
}

const balancer = ({ arn }: MetricSubject) => ({
  Name: "LoadBalancer",
  Value: arn.replace(/^.*:loadbalancer\//, ""),
});
