import type { Window } from "../../../aws/metric-window.ts";
import type { Period } from "../../counts/period.ts";

/** Requests and 502s over time for a picture: equal periods from `from` on, null where nothing is known. */
export interface FailureChart {
  readonly from: number;
  readonly periodSeconds: number;
  readonly requests: readonly (number | null)[];
  readonly failures502: readonly (number | null)[];
  /** The targets' own 5xx, where the load balancer had no 502 and they had any: a race behind a proxy shows there. */
  readonly target5xx?: readonly (number | null)[];
}

// As many as a picture can show, and few enough to stay in a run's log for good.
const mostPoints = 200;

/** The periods of a window, several of them added up where there are more than a picture can show. */
export function failureChart(
  periods: readonly Period[],
  { from, periodSeconds }: Window,
): FailureChart {
  const together = Math.max(1, Math.ceil(periods.length / mostPoints));
  const points = Array.from({ length: Math.ceil(periods.length / together) }, (_, index) =>
    periods.slice(index * together, (index + 1) * together),
  );
  const counts = (pick: (period: Period) => number | null) =>
    points.map((point) => added(point, pick));
  const failures502 = counts((period) => period.failures502);
  const target5xx = counts((period) => period.target5xx);
  return {
    from,
    periodSeconds: periodSeconds * together,
    requests: counts(({ requests }) => requests),
    failures502,
    ...(hasAny(target5xx) && !hasAny(failures502) ? { target5xx } : {}),
  };
}

export const hasAny = (counts: readonly (number | null)[]): boolean =>
  counts.some((count) => (count ?? 0) > 0);

function added(periods: readonly Period[], pick: (period: Period) => number | null): number | null {
  const known = periods.flatMap((period) => pick(period) ?? []);
  return known.length === 0 ? null : known.reduce((all, one) => all + one, 0);
}
