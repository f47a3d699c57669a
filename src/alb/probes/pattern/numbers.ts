import type { Impact, Ruling } from "#language";
import type { Window } from "../../../aws/metric-window.ts";
import { formatWhole } from "../../../language/amounts.ts";
import type { Period } from "../../counts/period.ts";
import { type Cause, causeInWords } from "../../diagnosis/causes/rule-on-causes.ts";
import { isPeriodic } from "../../diagnosis/pattern/by-load.ts";
import { failureChart } from "../../diagnosis/pattern/chart.ts";
import { failuresPicture } from "../../diagnosis/pattern/picture.ts";
import {
  computeSigns,
  type PatternObservation,
  type Signs,
} from "../../diagnosis/pattern/signs.ts";
import { balancerMetrics } from "../../metrics/published-metrics.ts";

/** What later looks need; times in milliseconds since the epoch, response times in seconds. */
export function patternNumbers(observation: PatternObservation) {
  const { window, periods, targets } = observation;
  const signs = computeSigns(observation);
  const { impact } = signs;
  return {
    requests: impact.requests,
    failures502: impact.failures,
    share: impact.share,
    shape: impact.shape,
    since: impact.since,
    last: impact.last,
    ...windowNumbers(window),
    failures503: signs.failures503,
    failures504: signs.failures504,
    target5xx: signs.target5xx,
    targetConnectionErrors: signs.connectionErrors,
    tlsErrors: signs.tlsErrors,
    healthyMin: signs.lowestHealthy,
    unhealthyMax: signs.highestUnhealthy,
    targets: targets === null ? null : targets.length,
    ...typicalTimes(periods),
    moved: signs.moved,
    ...plausibility(signs),
    unread: observation.unread,
    places: observation.places ?? [],
    chart: failureChart(periods, window),
  };
}

const windowNumbers = ({ from, to, periodSeconds }: Window) => ({
  windowStart: from,
  windowEnd: to,
  periodSeconds,
});

const typicalTimes = (periods: readonly Period[]) => ({
  p50: middle(periods, ({ p50 }) => p50),
  p99: middle(periods, ({ p99 }) => p99),
});

/** Whether a race could be so frequent, and whether requests come by a clock; null where there is too little to tell. */
const plausibility = ({ above, regularity }: Signs) => ({
  plausible: above === null,
  periodic: regularity === null ? null : isPeriodic(regularity),
});

/** What the postmortem and the pictures take of it. */
export function shownBy(observation: PatternObservation) {
  const { window, periods } = observation;
  const signs = computeSigns(observation);
  const { requests, failures, since } = signs.impact;
  const picture = failuresPicture(failureChart(periods, window), { requests, failures });
  const impact: Impact = {
    ...{ requests, failures, how: "failed with 502", from: window.from, to: window.to },
    ...(since === null ? {} : { since }),
    beside: besideOf(signs),
  };
  return { impact, picture };
}

/** Other failures of the same time, where there were any. */
function besideOf({ failures503, failures504, target5xx }: Signs): readonly string[] {
  const counts = [
    [failures503, "503 (no target was available)"],
    [failures504, "504 (a target was silent for too long)"],
    [target5xx, "a 5xx of the application itself"],
  ] as const;
  return counts.flatMap(([count, what]) =>
    count > 0 ? [`${formatWhole(count)} more ended in ${what}.`] : [],
  );
}

/** A cause as evidence keeps it. */
export const asRuling = (cause: Cause): Ruling => ({ ...cause, says: causeInWords(cause.cause) });

/** The series, one array for each metric with null for the unknown, and the targets as they stood. */
export function patternFacts({ window, periods, groups, targets, name }: PatternObservation) {
  const series = Object.fromEntries(
    columns.map((column) => [column, periods.map((period) => period[column])]),
  );
  return {
    loadBalancer: name,
    window,
    series,
    groups,
    targets,
  };
}

const columns = [
  ...balancerMetrics,
  "healthy",
  "unhealthy",
  "moved",
] as const satisfies readonly (keyof Period)[];

function middle(periods: readonly Period[], pick: (period: Period) => number | null) {
  const known = periods.flatMap((period) => pick(period) ?? []).sort((one, other) => one - other);
  return known[Math.floor(known.length / 2)] ?? null;
}
