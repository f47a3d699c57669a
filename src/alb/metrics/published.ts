import type { Metric } from "../counts/period.ts";

/** What the metrics are read of: a load balancer's ARN and its target groups. */
export interface Measured {
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
export interface Wanted {
  readonly metric: Metric;
  readonly group?: string;
  readonly zone?: string;
  readonly dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

/** CloudWatch's name and the statistic that means something. Source: ELB user guide, CloudWatch metrics for your ALB. */
export const published: { readonly [metric in Metric]: readonly [name: string, stat: string] } = {
  requests: ["RequestCount", "Sum"],
  failures502: ["HTTPCode_ELB_502_Count", "Sum"],
  failures503: ["HTTPCode_ELB_503_Count", "Sum"],
  failures504: ["HTTPCode_ELB_504_Count", "Sum"],
  elb5xx: ["HTTPCode_ELB_5XX_Count", "Sum"],
  elb4xx: ["HTTPCode_ELB_4XX_Count", "Sum"],
  target5xx: ["HTTPCode_Target_5XX_Count", "Sum"],
  connectionErrors: ["TargetConnectionErrorCount", "Sum"],
  tlsErrors: ["TargetTLSNegotiationErrorCount", "Sum"],
  p50: ["TargetResponseTime", "p50"],
  p99: ["TargetResponseTime", "p99"],
  longest: ["TargetResponseTime", "Maximum"],
  newConnections: ["NewConnectionCount", "Sum"],
  activeConnections: ["ActiveConnectionCount", "Sum"],
  rejectedConnections: ["RejectedConnectionCount", "Sum"],
  lambdaUserErrors: ["LambdaUserError", "Sum"],
  lambdaInternalErrors: ["LambdaInternalError", "Sum"],
  failOpen: ["UnhealthyRoutingRequestCount", "Sum"],
  healthyMin: ["HealthyHostCount", "Minimum"],
  healthyMax: ["HealthyHostCount", "Maximum"],
  unhealthyMax: ["UnHealthyHostCount", "Maximum"],
};

/** The series of a metric: one for the load balancer, or one for each group where only those are published. */
export function wantedOf(metric: Metric, of: Measured): readonly Wanted[] {
  if (lambdaMetrics.has(metric)) return inGroups(metric, of, ({ type }) => type === "lambda");
  if (hostMetrics.has(metric)) return inGroups(metric, of, ({ type }) => type !== "lambda");
  return [{ metric, dimensions: [balancer(of)] }];
}

/** What tells one availability zone or group from another; nothing where there is only one. 502s are not published by group. */
export function placesOf(of: Measured): readonly Wanted[] {
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

const lambdaMetrics: ReadonlySet<Metric> = new Set(["lambdaUserErrors", "lambdaInternalErrors"]);
const hostMetrics: ReadonlySet<Metric> = new Set([
  "healthyMin",
  "healthyMax",
  "unhealthyMax",
  "failOpen",
]);
const groupMetrics = ["requests", "target5xx", "connectionErrors", "tlsErrors"] as const;

function inGroups(
  metric: Metric,
  of: Measured,
  which: (group: Measured["groups"][number]) => boolean = () => true,
): readonly Wanted[] {
  return of.groups.filter(which).map(({ name, arn }) => ({
    metric,
    group: name,
    dimensions: [
      balancer(of),
      { Name: "TargetGroup", Value: arn.replace(/^.*:(?=targetgroup\/)/, "") },
    ],
  }));
}

const balancer = ({ arn }: Measured) => ({
  Name: "LoadBalancer",
  Value: arn.replace(/^.*:loadbalancer\//, ""),
});
