import type { CountsSource } from "../alb/counts.ts";
import { loadBalancerAttributes, networkAttributes, targetGroupAttributes } from "./attributes.ts";
import type { LoadBalancerResource, TargetGroupResource } from "./estate.ts";

/** The running parts behind the account's load balancer `shop-web`. */
export interface LiveParts {
  readonly region: string;
  readonly zones: readonly [string, ...string[]];
  readonly port: number;
  readonly idleMs: () => number;
  /** The targets' ports on 127.0.0.1. */
  readonly backendPort: number | readonly number[];
  /** Whether the target on this port is. */
  readonly healthy: (port: number) => boolean;
  /** Where the access logs of `shop-web` are delivered, asked each time; off when absent. */
  readonly accessLogs?: { readonly bucket: string; readonly prefix: string } | undefined;
  readonly metrics: CountsSource;
  /** Metrics of the other load balancers, where nothing is wrong. */
  readonly calm: CountsSource;
  /** What differs in the target group of `shop-web`. */
  readonly group?: Partial<TargetGroupResource>;
}

/** A shop's load balancers: one that really runs, one with a similar name, and one for TCP. */
export function shopBalancers(live: LiveParts): readonly LoadBalancerResource[] {
  return [web(live), staging(live), ingest(live)];
}

function web(live: LiveParts): LoadBalancerResource {
  return {
    ...common(live, "application"),
    name: "shop-web",
    id: "50dc6c495c0c9188",
    // A real one has a name such as shop-web-1234567890.eu-central-1.elb.amazonaws.com; this one listens right here.
    dnsName: "127.0.0.1",
    attributes: () =>
      loadBalancerAttributes({
        "idle_timeout.timeout_seconds": String(live.idleMs() / 1_000),
        ...loggingAttributes(live),
      }),
    listeners: [
      { id: "f2f7dc8efc522ab2", port: live.port, protocol: "HTTP", forwardTo: "shop-web" },
    ],
    targetGroups: [webTargets(live)],
    metrics: live.metrics,
  };
}

function webTargets(live: LiveParts): TargetGroupResource {
  const ports = [live.backendPort].flat();
  return {
    ...webGroup("shop-web", "73e2d6bc24d8a067"),
    ...(ports[0] === undefined ? {} : { port: ports[0] }),
    metrics: live.metrics,
    targets: () =>
      ports.map((port) => ({
        id: "127.0.0.1",
        port,
        zone: live.zones[0],
        ...(live.healthy(port) ? { state: "healthy" } : FAILED),
      })),
    ...live.group,
  };
}

const loggingAttributes = ({ accessLogs }: LiveParts) =>
  accessLogs && {
    "access_logs.s3.enabled": "true",
    "access_logs.s3.bucket": accessLogs.bucket,
    "access_logs.s3.prefix": accessLogs.prefix,
  };

const FAILED = {
  state: "unhealthy",
  reason: "Target.FailedHealthChecks",
  description: "Health checks failed",
} as const;

function staging(live: LiveParts): LoadBalancerResource {
  const target = { id: "10.0.12.34", port: 3000, zone: live.zones[0], state: "healthy" } as const;
  const group: TargetGroupResource = {
    ...webGroup("shop-web-staging", "9d13a5f4be7c4e21"),
    metrics: live.calm,
    targets: () => [target],
  };
  return {
    ...common(live, "application"),
    name: "shop-web-staging",
    id: "c1a6f3d08e5b2479",
    scheme: "internal",
    dnsName: `internal-shop-web-staging-2093471865.${live.region}.elb.amazonaws.com`,
    tags: { environment: "staging", "elbv2.k8s.aws/cluster": "shop-staging" },
    attributes: () => loadBalancerAttributes(),
    listeners: [{ id: "0d4b8a17c36e95f2", port: 80, protocol: "HTTP", forwardTo: group.name }],
    targetGroups: [group],
    metrics: live.calm,
  };
}

function ingest(live: LiveParts): LoadBalancerResource {
  const target = { id: "10.0.12.99", port: 9000, zone: live.zones[0], state: "healthy" } as const;
  const group: TargetGroupResource = {
    ...webGroup("shop-ingest", "2c86e90fd3b71a54"),
    protocol: "TCP",
    attributes: () => ({ "deregistration_delay.timeout_seconds": "300" }),
    metrics: live.calm,
    targets: () => [target],
  };
  return {
    ...common(live, "network"),
    name: "shop-ingest",
    id: "7e9b04d1f2a3c658",
    dnsName: `shop-ingest-7e9b04d1f2a3c658.elb.${live.region}.amazonaws.com`,
    attributes: () => networkAttributes(),
    listeners: [{ id: "8a5f1c93d07b2e64", port: 9000, protocol: "TCP", forwardTo: group.name }],
    targetGroups: [group],
    metrics: live.calm,
  };
}

function common({ region, zones }: LiveParts, kind: LoadBalancerResource["kind"]) {
  return {
    region,
    zones,
    kind,
    scheme: "internet-facing",
    createdAt: new Date("2024-03-05T09:30:00Z"),
    tags: { environment: "production", team: "shop" },
  } as const;
}

function webGroup(name: string, id: string) {
  return {
    name,
    id,
    protocol: "HTTP",
    port: 3000,
    targetType: "ip",
    healthCheckPath: "/healthz",
    tags: {},
    attributes: () => targetGroupAttributes(),
  } as const;
}
