import type { BalancerCounts, Tally } from "../../alb/counts.ts";
import { percentile, type Spread, spread } from "../../alb/spread.ts";

/** The dimension names with which a metric is published, sorted and joined by a plus sign. */
export type DimensionSet =
  | "LoadBalancer"
  | "AvailabilityZone+LoadBalancer"
  | "LoadBalancer+TargetGroup"
  | "AvailabilityZone+LoadBalancer+TargetGroup"
  | "TargetGroup"
  | "AvailabilityZone+TargetGroup";

/** A metric of the namespace AWS/ApplicationELB. */
export interface Metric {
  readonly publishedBy: readonly DimensionSet[];
  /** Its values during some seconds; a spread of nothing where AWS reports no datapoint. */
  readonly read: (counts: BalancerCounts, seconds: number) => Spread;
}

/** The metric of that name, if the lab has it. Source: ELB user guide, "CloudWatch metrics for your ALB". */
export function metricNamed(name: string): Metric | undefined {
  return METRICS.get(name);
}

const BALANCER = ["LoadBalancer", "AvailabilityZone+LoadBalancer"] as const;
const GROUP = ["LoadBalancer+TargetGroup", "AvailabilityZone+LoadBalancer+TargetGroup"] as const;
const GROUP_ALONE = ["TargetGroup", "AvailabilityZone+TargetGroup"] as const;
const LAMBDA = ["TargetGroup", "LoadBalancer+TargetGroup"] as const;
const BOTH = [...BALANCER, ...GROUP];

/** One value of 1 for each event, hence Minimum, Maximum and Average are all 1; nothing where nothing happened. */
function events(counted: readonly (keyof Tally)[]): Metric["read"] {
  return (counts) => {
    const happened = counted.reduce((sum, name) => sum + counts[name], 0);
    if (happened === 0) return spread();
    return { count: happened, sum: happened, min: 1, max: 1, samples: [1] };
  };
}

type Row = readonly [
  name: string,
  publishedBy: readonly DimensionSet[],
  counted: readonly (keyof Tally)[],
];

/** Metrics that are sums of events. */
const COUNTED: readonly Row[] = [
  ["RequestCount", BOTH, ["requests"]],
  ["HTTPCode_ELB_4XX_Count", BALANCER, ["elb4xx"]],
  ["HTTPCode_ELB_502_Count", BALANCER, ["elb502"]],
  ["HTTPCode_ELB_503_Count", BALANCER, ["elb503"]],
  ["HTTPCode_ELB_504_Count", BALANCER, ["elb504"]],
  ["HTTPCode_ELB_5XX_Count", BALANCER, ["elb502", "elb503", "elb504"]],
  // The guide now says "if there are registered targets"; the sparser, older behaviour is harder on a reader.
  ["HTTPCode_Target_2XX_Count", BOTH, ["target2xx"]],
  ["HTTPCode_Target_3XX_Count", BOTH, ["target3xx"]],
  ["HTTPCode_Target_4XX_Count", BOTH, ["target4xx"]],
  ["HTTPCode_Target_5XX_Count", BOTH, ["target5xx"]],
  ["TargetConnectionErrorCount", BOTH, ["targetConnectionErrors"]],
  ["TargetTLSNegotiationErrorCount", BOTH, ["targetTlsErrors"]],
  ["LambdaUserError", LAMBDA, ["lambdaUserErrors"]],
  ["LambdaInternalError", LAMBDA, ["lambdaInternalErrors"]],
  ["NewConnectionCount", BALANCER, ["newConnections"]],
  ["RejectedConnectionCount", BALANCER, ["rejectedConnections"]],
];

const METRICS: ReadonlyMap<string, Metric> = new Map<string, Metric>([
  ...COUNTED.map(
    ([name, publishedBy, counted]) => [name, { publishedBy, read: events(counted) }] as const,
  ),
  ["RequestCountPerTarget", { publishedBy: [...GROUP_ALONE, ...GROUP], read: perTarget }],
  ["TargetResponseTime", { publishedBy: BOTH, read: (counts) => counts.responseSeconds }],
  ["HealthyHostCount", { publishedBy: GROUP, read: (counts) => counts.healthyHosts }],
  ["UnHealthyHostCount", { publishedBy: GROUP, read: (counts) => counts.unhealthyHosts }],
  ["ActiveConnectionCount", { publishedBy: BALANCER, read: concurrent }],
]);

function perTarget(counts: BalancerCounts): Spread {
  const { healthyHosts, requests } = counts;
  if (healthyHosts.count === 0 || requests === 0) return spread();
  return spread(requests / Math.max(1, healthyHosts.sum / healthyHosts.count));
}

function concurrent({ connectionSeconds }: BalancerCounts, seconds: number): Spread {
  return connectionSeconds === 0 ? spread() : spread(connectionSeconds / seconds);
}

/** A statistic's value; undefined for a spread of nothing, which has no datapoint. */
export function statistic(name: string, values: Spread): number | undefined {
  if (values.count === 0) return undefined;
  switch (name) {
    case "Sum":
      return values.sum;
    case "Average":
      return values.sum / values.count;
    case "Minimum":
      return values.min;
    case "Maximum":
      return values.max;
    case "SampleCount":
      return values.count;
    default:
      return percentile(values, Number(name.slice(1)));
  }
}

/** Whether the lab knows a statistic: the five plain ones and percentiles such as p99 or p99.9. */
export function isStatistic(name: string): boolean {
  return /^(Sum|Average|Minimum|Maximum|SampleCount|p(\d{1,2}(\.\d{1,10})?|100))$/.test(name);
}
