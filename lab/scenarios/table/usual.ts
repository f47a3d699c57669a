import { node } from "../hops.ts";
import type { Scenario } from "../scenario.ts";

/** One server that outlives the load balancer's connections, and access logs. */
export const usual = { path: [node(75)], logs: true } as const satisfies Partial<Scenario>;

/** Targets are killed at once when they leave, as a responder can find out. */
export const killsAtOnce = (known: {
  readonly gracePeriod: number;
  readonly readinessGate: "Yes" | "No";
}): Pick<Scenario, "known" | "manners"> => ({
  known: { preStop: 0, closesIdle: "No", ...known },
  manners: { preStop: 0, grace: 0 },
});

/** Paths of which this one is asked for once in so many requests. */
export const onceAmong = (requests: number, path: string): readonly string[] => [
  path,
  ...Array.from({ length: requests - 1 }, (_, index) => `/items/${index % 40}`),
];
