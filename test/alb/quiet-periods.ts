import type { Period } from "../../src/alb/counts/period.ts";
import type { Window } from "../../src/aws/metric-window.ts";

/** A window of one-minute periods that starts at midnight UTC on 1 March 2026. */
export const windowOf = (periods: readonly Period[]): Window => ({
  from: midnight,
  to: midnight + periods.length * minute,
  periodSeconds: 60,
});

/** Healthy minutes with 1,000 requests each, changed by `change`. */
export const minutes = (
  count: number,
  change: (index: number) => Partial<Period> = () => ({}),
): readonly Period[] =>
  Array.from({ length: count }, (_, index) => ({
    at: midnight + index * minute,
    requests: 1_000,
    failures502: 0,
    failures503: 0,
    failures504: 0,
    elb5xx: 0,
    target5xx: 0,
    connectionErrors: 0,
    tlsErrors: 0,
    p50: 0.02,
    p99: 0.2,
    newConnections: 50,
    activeConnections: 20,
    rejectedConnections: 0,
    elb4xx: 0,
    lambdaUserErrors: 0,
    lambdaInternalErrors: 0,
    failOpen: 0,
    healthy: 4,
    unhealthy: 0,
    moved: false,
    ...change(index),
  }));

export const midnight = Date.UTC(2026, 2, 1);
export const minute = 60_000;
