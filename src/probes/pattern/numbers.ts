import type { Json } from "#flow";
import { type PatternObservation, signsOf } from "../../keepalive/differential.ts";
import type { Period } from "../../keepalive/period.ts";

/** What later probes, the postmortem and pictures need; times in milliseconds since the epoch, response times in seconds. */
export function patternNumbers(observation: PatternObservation): { readonly [name: string]: Json } {
  const { window, periods, targets } = observation;
  const signs = signsOf(observation);
  const { impact } = signs;
  return {
    requests: impact.requests,
    failures502: impact.failures,
    share: impact.share,
    shape: impact.shape,
    since: impact.since,
    last: impact.last,
    windowStart: window.from,
    windowEnd: window.to,
    periodSeconds: window.periodSeconds,
    failures503: signs.failures503,
    failures504: signs.failures504,
    target5xx: signs.target5xx,
    targetConnectionErrors: signs.connectionErrors,
    tlsErrors: signs.tlsErrors,
    healthyMin: signs.lowestHealthy,
    unhealthyMax: signs.highestUnhealthy,
    targets: targets === null ? null : targets.length,
    p50: middle(periods, ({ p50 }) => p50),
    p99: middle(periods, ({ p99 }) => p99),
  };
}

/** The series, one array for each metric with null for the unknown, and the targets as they stood. */
export function patternFacts({ window, periods, groups, targets, name }: PatternObservation): Json {
  const series = Object.fromEntries(
    columns.map((column) => [column, periods.map((period) => period[column])]),
  );
  return {
    loadBalancer: name,
    window: { ...window },
    series,
    groups: groups?.map((group) => ({ ...group })) ?? null,
    targets: targets?.map((target) => ({ ...target })) ?? null,
  };
}

const columns = [
  "requests",
  "failures502",
  "failures503",
  "failures504",
  "elb5xx",
  "target5xx",
  "connectionErrors",
  "tlsErrors",
  "p50",
  "p99",
  "newConnections",
  "activeConnections",
  "rejectedConnections",
  "healthy",
  "unhealthy",
  "moved",
] as const satisfies readonly (keyof Period)[];

function middle(periods: readonly Period[], pick: (period: Period) => number | null) {
  const known = periods.flatMap((period) => pick(period) ?? []).sort((one, other) => one - other);
  return known[Math.floor(known.length / 2)] ?? null;
}
