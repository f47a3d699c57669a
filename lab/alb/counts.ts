import { joinSpreads, type Spread, spread } from "./spread.ts";

/** What a load balancer counts over some stretch of time; health checks are not in it. */
export interface BalancerCounts extends Tally {
  /** Seconds until the target's first byte. */
  readonly responseSeconds: Spread;
  /** One value for each round of health checks. */
  readonly healthyHosts: Spread;
  readonly unhealthyHosts: Spread;
}

/** The counts that simply add up. */
export interface Tally {
  /** Requests for which a target was chosen. */
  readonly requests: number;
  /** All 4xx of the load balancer's own, among them 460. */
  readonly elb4xx: number;
  readonly elb502: number;
  readonly elb503: number;
  readonly elb504: number;
  readonly target2xx: number;
  readonly target3xx: number;
  readonly target4xx: number;
  readonly target5xx: number;
  readonly targetConnectionErrors: number;
  readonly targetTlsErrors: number;
  /** Requests that a Lambda function failed by its own fault, and by AWS's. */
  readonly lambdaUserErrors: number;
  readonly lambdaInternalErrors: number;
  readonly newConnections: number;
  readonly rejectedConnections: number;
  /** Seconds that connections, of clients and to targets, stood open, added up. */
  readonly connectionSeconds: number;
}

/** Where an account's metrics come from. */
export interface CountsSource {
  /** Everything counted in [`from`, `to`), milliseconds since 1970, in one availability zone or in all. */
  readonly counts: (from: number, to: number, zone?: string) => BalancerCounts;
}

/** Counts of which nothing but the given happened. */
export function countsOf(given: Partial<BalancerCounts>): BalancerCounts {
  return { ...nothing, ...given };
}

export function addCounts(parts: readonly BalancerCounts[]): BalancerCounts {
  const total = { ...nothing };
  for (const part of parts) for (const name of tallied) total[name] += part[name];
  return {
    ...total,
    responseSeconds: joinSpreads(parts.map((part) => part.responseSeconds)),
    healthyHosts: joinSpreads(parts.map((part) => part.healthyHosts)),
    unhealthyHosts: joinSpreads(parts.map((part) => part.unhealthyHosts)),
  };
}

const noTally = {
  requests: 0,
  elb4xx: 0,
  elb502: 0,
  elb503: 0,
  elb504: 0,
  target2xx: 0,
  target3xx: 0,
  target4xx: 0,
  target5xx: 0,
  targetConnectionErrors: 0,
  targetTlsErrors: 0,
  lambdaUserErrors: 0,
  lambdaInternalErrors: 0,
  newConnections: 0,
  rejectedConnections: 0,
  connectionSeconds: 0,
} satisfies Tally;

const tallied = Object.keys(noTally) as readonly (keyof Tally)[];

const nothing = {
  ...noTally,
  responseSeconds: spread(),
  healthyHosts: spread(),
  unhealthyHosts: spread(),
};

/** What customers saw: requests, those that failed for them (5xx of whomever, 460), and their share, 0 to 1. */
export function measuredIn(counts: BalancerCounts) {
  const { elb4xx, elb502, elb503, elb504, target5xx } = counts;
  const failed = elb4xx + elb502 + elb503 + elb504 + target5xx;
  const requests = counts.requests + elb503;
  return { requests, failed, share: requests === 0 ? 0 : failed / requests };
}
