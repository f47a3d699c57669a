import type { FailureCause } from "./causes.ts";

/** A site behind a load balancer. Times are seconds, absolute ones since the epoch. */
export interface LoggedSite {
  readonly seed: number;
  readonly start: number;
  readonly seconds: number;
  /** Of all nodes together; arrivals are a Poisson process. */
  readonly requestsPerSecond: number;
  /** Arrivals by a clock instead: how much each wait differs from the mean, 0 to 1. */
  readonly unevenness?: number;
  /** The share of requests that are POST; none when absent. */
  readonly postShare?: number;
  readonly nodes: readonly string[];
  readonly targets: readonly string[];
  /** The targets that requests are sent to at a moment, where they come and go; without any, the answer is 503. */
  readonly targetsAt?: (at: number) => readonly string[];
  readonly group: string;
  /** When the targets close an idle connection; Infinity for never. */
  readonly idleSeconds: number;
  /** How much later, at random, the targets' coarse timer fires. */
  readonly coarseSeconds?: number;
  /** Load balancer to target and back: how long a connection is closed without the load balancer knowing. */
  readonly roundTripSeconds: number;
  /** When the load balancer closes an idle connection; 60, its default, when absent. */
  readonly balancerIdleSeconds?: number;
  /** Which of the idle connections is taken; how an ALB chooses is not documented. */
  readonly picks: "newest" | "oldest" | "any";
  /** The mean of the application's response time, which is exponential. */
  readonly serviceSeconds: number;
  readonly paths: readonly string[];
  readonly causes?: readonly FailureCause[];
  /** A client that asks for one path at a fixed interval, beside all others. */
  readonly poller?: { readonly everySeconds: number; readonly path: string };
}
