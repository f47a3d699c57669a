import type { Answers } from "#flow";
import { countsOf } from "../../../../lab/alb/counts.ts";
import { startAccount } from "../../../../lab/aws/account.ts";
import { loadBalancerAttributes } from "../../../../lab/aws/attributes.ts";
import type { LoadBalancerResource, TargetResource } from "../../../../lab/aws/estate.ts";
import { type Account, openAccount } from "../../../../src/aws/account.ts";
import { createGuard } from "../../../../src/probes/network-guard.ts";
import type { Run } from "../../../../src/run/run.ts";
import { sending } from "../sending.ts";
import { contextOf, lookBy } from "../stage.ts";
import { closeAfterwards } from "./servers.ts";

export const region = "eu-west-1";
export const facts = { loadBalancer: { name: "shop", region } };
export interface Asked {
  readonly answers?: Answers;
  readonly type?: "ip" | "instance";
  readonly run?: Partial<Run>;
  readonly idleSeconds?: number;
  readonly mostSeconds?: number;
  readonly signal?: AbortSignal;
}

/** The account of a load balancer with these targets, and what the probe sees there. */
export async function look(targets: readonly Registered[], asked: Asked = {}) {
  const { answers = {}, type = "ip", run = {}, idleSeconds = 1, mostSeconds = 3 } = asked;
  const { account } = await ask([shop(targets, type, idleSeconds)]);
  const probe = lookBy("keepalive.measure", meansFor(account, mostSeconds));
  const { context, reports } = contextOf({ ...facts, ...answers }, run);
  const { signal = context.signal } = asked;
  return { evidence: await probe({ ...context, signal }), reports, account };
}

export const meansFor = (account: Account, measureSeconds = 3) => ({
  accountFor: () => account,
  options: { marginSeconds: 0.3, measureSeconds },
  sending: {
    ...sending,
    resolve: async () => ["10.0.0.7"],
    guard: createGuard({ allowLoopback: true, networks: ["10.0.0.0/8"] }),
  },
});

/** The bot's account that asks a practice account with these load balancers. */
export async function ask(loadBalancers: readonly LoadBalancerResource[]) {
  const lab = await startAccount({ loadBalancers });
  closeAfterwards(lab.close);
  const { endpoint, credentials } = lab;
  const callsPerSecond = { elasticloadbalancing: 1_000 };
  const options = { name: "practice", region, endpoint, credentials, callsPerSecond };
  return { account: openAccount(options) };
}

export type Registered = Pick<TargetResource, "id" | "port">;

const shop = (
  targets: readonly Registered[],
  targetType: "ip" | "instance",
  idleSeconds: number,
): LoadBalancerResource => ({
  region,
  kind: "application",
  name: "shop",
  id: "50dc6c495c0c9188",
  scheme: "internal",
  dnsName: "shop.invalid",
  zones: ["eu-west-1a"],
  createdAt: new Date("2026-01-01T00:00:00Z"),
  tags: {},
  attributes: () => loadBalancerAttributes({ "idle_timeout.timeout_seconds": String(idleSeconds) }),
  listeners: [{ id: "f2f7dc8efc522ab2", port: 80, protocol: "HTTP", forwardTo: "web" }],
  targetGroups: [
    {
      name: "web",
      id: "73e2d6bc24d8a067",
      protocol: "HTTP",
      port: 3000,
      targetType,
      healthCheckPath: "/healthz",
      tags: {},
      attributes: () => ({}),
      targets: () => targets.map((one) => ({ ...one, zone: "eu-west-1a", state: "healthy" })),
      metrics: { counts: () => countsOf({}) },
    },
  ],
  metrics: { counts: () => countsOf({}) },
});
