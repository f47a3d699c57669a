import { countsOf } from "../../../../lab/alb/counts.ts";
import { spread } from "../../../../lab/alb/spread.ts";
import { type Account as Lab, startAccount } from "../../../../lab/aws/account.ts";
import { loadBalancerAttributes, networkAttributes } from "../../../../lab/aws/attributes.ts";
import type { LoadBalancerResource, TargetGroupResource } from "../../../../lab/aws/estate.ts";
import type { LoadBalancerRef, ServerAnswer } from "../../../../src/alb/fields/field-builders.ts";
import { openAccount } from "../../../../src/aws/account.ts";
import type { ProbeContext } from "../../../../src/engine/ports.ts";
import type { Evidence } from "../../../../src/language/index.ts";
import type { Run } from "../../../../src/run/run.ts";
import { lookBy } from "../stage.ts";

export const region = "eu-west-1";

export const node: ServerAnswer = {
  kind: "Node.js http (v20 late, v22 - v26)",
  closes: { how: "default" },
  port: 3000,
};
export const nginx: ServerAnswer = {
  kind: "nginx",
  closes: { how: "read", seconds: 90, where: "nginx.conf:12" },
  keeps: { how: "default" },
};

/** A practice account with one load balancer of each kind, whose timers a test sets. */
export interface Practice {
  readonly lab: Lab;
  readonly balancer: Balancer;
  readonly reset: () => void;
  readonly look: (
    path: readonly ServerAnswer[],
    loadBalancer?: LoadBalancerRef,
    signal?: AbortSignal,
  ) => Promise<Evidence>;
  readonly close: () => Promise<void>;
}

interface Balancer {
  idleSeconds: number;
  tags: Record<string, string>;
  /** Seconds that responses took, at any time. */
  took: readonly number[];
}

const usual = (): Balancer => ({ idleSeconds: 60, tags: {}, took: [0.02, 0.4] });

export async function startPractice(): Promise<Practice> {
  const balancer = usual();
  const lab = await startAccount({ loadBalancers: [application(balancer), network] });
  return {
    lab,
    balancer,
    reset: () => {
      Object.assign(balancer, usual());
      lab.faults.clear();
    },
    look: (
      path,
      loadBalancer = { name: "shop", region },
      signal = new AbortController().signal,
    ) => {
      const account = openAccount({ name: "practice", region, ...lab });
      const options = { metricPeriodSeconds: 60, metricSettleSeconds: 180 };
      const probe = lookBy("alb.timeouts", { accountFor: () => account, options });
      const run = { facts: { loadBalancer, path }, visits: [] } as unknown as Run;
      return probe({ run, now: Date.now, signal } as unknown as ProbeContext);
    },
    close: () => lab.close(),
  };
}

const group: TargetGroupResource = {
  name: "web",
  id: "73e2d6bc24d8a067",
  protocol: "HTTP",
  port: 3000,
  targetType: "ip",
  healthCheckPath: "/",
  tags: {},
  attributes: () => ({ "deregistration_delay.timeout_seconds": "120" }),
  targets: () => [],
  metrics: { counts: () => countsOf({}) },
};

const common = {
  region,
  scheme: "internal",
  zones: ["eu-west-1a"],
  createdAt: new Date("2026-01-01T00:00:00Z"),
  listeners: [],
} as const;

const application = (set: Balancer): LoadBalancerResource => ({
  ...common,
  kind: "application",
  name: "shop",
  id: "50dc6c495c0c9188",
  dnsName: "shop.invalid",
  get tags() {
    return set.tags;
  },
  attributes: () =>
    loadBalancerAttributes({ "idle_timeout.timeout_seconds": String(set.idleSeconds) }),
  targetGroups: [group],
  metrics: { counts: () => countsOf({ requests: 1, responseSeconds: spread(...set.took) }) },
});

const network: LoadBalancerResource = {
  ...common,
  kind: "network",
  name: "tcp",
  id: "7e9b04d1f2a3c658",
  dnsName: "tcp.invalid",
  tags: {},
  attributes: () => networkAttributes(),
  targetGroups: [],
  metrics: { counts: () => countsOf({}) },
};
