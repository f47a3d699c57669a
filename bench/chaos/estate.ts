import { drawPast, type Scene } from "../../lab/alb/past.ts";
import { deployBurst, quietScene, steadyTrickle, targetErrors } from "../../lab/alb/scenes.ts";
import { spread } from "../../lab/alb/spread.ts";
import { loadBalancerAttributes, targetGroupAttributes } from "../../lab/aws/attributes.ts";
import type { LoadBalancerResource, TargetGroupResource } from "../../lab/aws/estate.ts";

export const region = "eu-central-1";

/** One load balancer for each incident; their past leads into different branches of the runbook. */
export function estate(seed: number, port: number): readonly LoadBalancerResource[] {
  const now = Date.now();
  const recent = { from: now - 100 * 60_000 };
  const scenes: readonly Scene[] = [
    steadyTrickle({ ...recent, share: 0.002 }),
    steadyTrickle({ ...recent, share: 0.0005 }),
    deployBurst({ from: now - 30 * 60_000, to: now - 25 * 60_000, share: 0.3 }),
    targetErrors({ ...recent, share: 0.01 }),
    quietScene(),
    ...drills.map(quietScene),
  ];
  return scenes.map((scene, index) => loadBalancer(index, port, past(seed + index, now, scene)));
}

/** What is walked at these looks at nothing. */
const drills = [5, 6] as const;
export const isDrill = (index: number): boolean => drills.some((one) => one === index);

/** The name of the load balancer of one incident. */
export const nameOf = (index: number): string => `shop-${index}`;

const zones = ["eu-central-1a", "eu-central-1b"] as const;

function past(seed: number, now: number, scene: Scene) {
  return drawPast({
    from: now - 180 * 60_000,
    to: now + 120 * 60_000,
    binSeconds: 60,
    zones,
    seed,
    usual: {
      requestsPerSecond: 100,
      newConnectionsPerSecond: 10,
      openConnections: 200,
      responseSeconds: spread(0.01, 0.02, 0.03, 0.08),
      hosts: 2,
    },
    scene,
  });
}

function loadBalancer(
  index: number,
  port: number,
  metrics: LoadBalancerResource["metrics"],
): LoadBalancerResource {
  const name = nameOf(index);
  const id = (n: number) => `${n}${index}dc6c495c0c91`.padEnd(16, "8");
  return {
    region,
    zones,
    kind: "application",
    scheme: "internet-facing",
    createdAt: new Date("2024-03-05T09:30:00Z"),
    tags: {},
    name,
    id: id(1),
    dnsName: "127.0.0.1",
    attributes: () => loadBalancerAttributes(),
    listeners: [{ id: id(2), port, protocol: "HTTP", forwardTo: name }],
    targetGroups: [targetGroup(name, id(3), port, metrics)],
    metrics,
  };
}

const targetGroup = (
  name: string,
  id: string,
  port: number,
  metrics: LoadBalancerResource["metrics"],
): TargetGroupResource => ({
  name,
  id,
  protocol: "HTTP",
  port,
  targetType: "ip",
  healthCheckPath: "/healthz",
  tags: {},
  attributes: () => targetGroupAttributes(),
  targets: () => [{ id: "127.0.0.1", port, zone: zones[0], state: "healthy" }],
  metrics,
});
