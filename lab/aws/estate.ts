import type { CountsSource } from "../alb/counts.ts";

/** A load balancer of the account. */
export interface LoadBalancerResource {
  readonly region: string;
  readonly kind: "application" | "network";
  readonly name: string;
  /** The 16 hexadecimal digits at the end of its ARN. */
  readonly id: string;
  readonly scheme: "internet-facing" | "internal";
  readonly dnsName: string;
  readonly zones: readonly string[];
  readonly createdAt: Date;
  readonly tags: Readonly<Record<string, string>>;
  /** Read anew for each call, so that a change in the running load balancer shows. */
  readonly attributes: () => Readonly<Record<string, string>>;
  readonly listeners: readonly ListenerResource[];
  readonly targetGroups: readonly TargetGroupResource[];
  readonly metrics: CountsSource;
}

/** A listener, which forwards to a target group by default and for some hosts to others. */
export interface ListenerResource {
  readonly id: string;
  readonly port: number;
  readonly protocol: "HTTP" | "HTTPS" | "TCP";
  /** The name of a target group of the same load balancer. */
  readonly forwardTo: string;
  readonly rules?: readonly HostRule[];
}

/** A rule that forwards requests for a host. */
export interface HostRule {
  readonly id: string;
  readonly priority: number;
  readonly host: string;
  readonly forwardTo: string;
}

/** A target group of a load balancer. */
export interface TargetGroupResource {
  readonly name: string;
  readonly id: string;
  readonly protocol: "HTTP" | "HTTPS" | "TCP";
  readonly port: number;
  readonly targetType: "instance" | "ip" | "lambda";
  /** HTTP1 unless told; neither TCP nor Lambda has one. */
  readonly version?: "HTTP1" | "HTTP2" | "GRPC";
  readonly healthCheckPath: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly attributes: () => Readonly<Record<string, string>>;
  readonly targets: () => readonly TargetResource[];
  readonly metrics: CountsSource;
}

/** A registered target and what its health checks say. */
export interface TargetResource {
  readonly id: string;
  /** Absent for a Lambda function, which has none. */
  readonly port?: number;
  readonly zone: string;
  readonly state: "initial" | "healthy" | "unhealthy" | "unused" | "draining" | "unavailable";
  /** Such as `Target.Timeout`; absent when healthy. */
  readonly reason?: TargetReason;
  readonly description?: string;
}

/** Why a target is not healthy, in AWS's words. */
export type TargetReason =
  | "Elb.RegistrationInProgress"
  | "Elb.InitialHealthChecking"
  | "Elb.InternalError"
  | "Target.ResponseCodeMismatch"
  | "Target.Timeout"
  | "Target.FailedHealthChecks"
  | "Target.NotRegistered"
  | "Target.NotInUse"
  | "Target.DeregistrationInProgress"
  | "Target.HealthCheckDisabled";

/** Names of things in one account. */
export interface Names {
  readonly loadBalancerArn: (loadBalancer: LoadBalancerResource) => string;
  readonly targetGroupArn: (region: string, targetGroup: TargetGroupResource) => string;
  readonly listenerArn: (loadBalancer: LoadBalancerResource, listener: ListenerResource) => string;
}

/** The ARNs of the account with the given number, in 12 digits. */
export function arns(accountId: string): Names {
  const arn = (region: string, resource: string) =>
    `arn:aws:elasticloadbalancing:${region}:${accountId}:${resource}`;
  return {
    loadBalancerArn: (balancer) => arn(balancer.region, `loadbalancer/${dimension(balancer)}`),
    targetGroupArn: (region, group) => arn(region, targetGroupDimension(group)),
    listenerArn: (balancer, { id }) =>
      arn(balancer.region, `listener/${dimension(balancer)}/${id}`),
  };
}

/** The value of CloudWatch's dimension `LoadBalancer`, the tail of the ARN. */
export function dimension({ kind, name, id }: LoadBalancerResource): string {
  return `${kind === "application" ? "app" : "net"}/${name}/${id}`;
}

/** The value of CloudWatch's dimension `TargetGroup`. */
export function targetGroupDimension({ name, id }: TargetGroupResource): string {
  return `targetgroup/${name}/${id}`;
}
