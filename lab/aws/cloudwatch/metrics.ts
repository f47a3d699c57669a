import type { Counts } from "../../alb/counts.ts";
import { type Spread, spread } from "../../alb/spread.ts";

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
  readonly read: (counts: Counts, seconds: number) => Spread;
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
function events(pick: (counts: Counts) => number): Metric["read"] {
  return (counts) => {
    const happened = pick(counts);
    if (happened === 0) return spread();
    return { count: happened, sum: happened, min: 1, max: 1, samples: [1] };
  };
}

function metric(publishedBy: readonly DimensionSet[], read: Metric["read"]): Metric {
  return { publishedBy, read };
}

const METRICS: ReadonlyMap<string, Metric> = new Map([
  [
    "RequestCount",
    metric(
      BOTH,
      events((counts) => counts.requests),
    ),
  ],
  ["RequestCountPerTarget", metric([...GROUP_ALONE, ...GROUP], perTarget)],
  [
    "HTTPCode_ELB_4XX_Count",
    metric(
      BALANCER,
      events((counts) => counts.elb4xx),
    ),
  ],
  [
    "HTTPCode_ELB_502_Count",
    metric(
      BALANCER,
      events((counts) => counts.elb502),
    ),
  ],
  [
    "HTTPCode_ELB_503_Count",
    metric(
      BALANCER,
      events((counts) => counts.elb503),
    ),
  ],
  [
    "HTTPCode_ELB_504_Count",
    metric(
      BALANCER,
      events((counts) => counts.elb504),
    ),
  ],
  [
    "HTTPCode_ELB_5XX_Count",
    metric(
      BALANCER,
      events((counts) => counts.elb502 + counts.elb503 + counts.elb504),
    ),
  ],
  // The guide now says "if there are registered targets"; the sparser, older behaviour is harder on a reader.
  [
    "HTTPCode_Target_2XX_Count",
    metric(
      BOTH,
      events((counts) => counts.target2xx),
    ),
  ],
  [
    "HTTPCode_Target_3XX_Count",
    metric(
      BOTH,
      events((counts) => counts.target3xx),
    ),
  ],
  [
    "HTTPCode_Target_4XX_Count",
    metric(
      BOTH,
      events((counts) => counts.target4xx),
    ),
  ],
  [
    "HTTPCode_Target_5XX_Count",
    metric(
      BOTH,
      events((counts) => counts.target5xx),
    ),
  ],
  [
    "TargetConnectionErrorCount",
    metric(
      BOTH,
      events((counts) => counts.targetConnectionErrors),
    ),
  ],
  [
    "TargetTLSNegotiationErrorCount",
    metric(
      BOTH,
      events((counts) => counts.targetTlsErrors),
    ),
  ],
  [
    "LambdaUserError",
    metric(
      LAMBDA,
      events((counts) => counts.lambdaUserErrors),
    ),
  ],
  [
    "LambdaInternalError",
    metric(
      LAMBDA,
      events((counts) => counts.lambdaInternalErrors),
    ),
  ],
  ["TargetResponseTime", metric(BOTH, (counts) => counts.responseSeconds)],
  ["HealthyHostCount", metric(GROUP, (counts) => counts.healthyHosts)],
  ["UnHealthyHostCount", metric(GROUP, (counts) => counts.unhealthyHosts)],
  [
    "NewConnectionCount",
    metric(
      BALANCER,
      events((counts) => counts.newConnections),
    ),
  ],
  [
    "RejectedConnectionCount",
    metric(
      BALANCER,
      events((counts) => counts.rejectedConnections),
    ),
  ],
  ["ActiveConnectionCount", metric(BALANCER, concurrent)],
]);

function perTarget(counts: Counts): Spread {
  const { healthyHosts, requests } = counts;
  if (healthyHosts.count === 0 || requests === 0) return spread();
  return spread(requests / Math.max(1, healthyHosts.sum / healthyHosts.count));
}

function concurrent({ connectionSeconds }: Counts, seconds: number): Spread {
  return connectionSeconds === 0 ? spread() : spread(connectionSeconds / seconds);
}
