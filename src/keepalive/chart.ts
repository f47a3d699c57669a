import type { Period, Window } from "./period.ts";

/** Requests and 502s over time for a picture: equal periods from `from` on, null where nothing is known. */
export interface Chart {
  readonly from: number;
  readonly periodSeconds: number;
  readonly requests: readonly (number | null)[];
  readonly failures502: readonly (number | null)[];
}

// As many as a picture can show, and few enough to stay in a run's log for good.
const mostPoints = 200;

/** The periods of a window, several of them added up where there are more than a picture can show. */
export function chartOf(periods: readonly Period[], { from, periodSeconds }: Window): Chart {
  const together = Math.max(1, Math.ceil(periods.length / mostPoints));
  const points = Array.from({ length: Math.ceil(periods.length / together) }, (_, index) =>
    periods.slice(index * together, (index + 1) * together),
  );
  return {
    from,
    periodSeconds: periodSeconds * together,
    requests: points.map((point) => added(point, ({ requests }) => requests)),
    failures502: points.map((point) => added(point, ({ failures502 }) => failures502)),
  };
}

function added(periods: readonly Period[], pick: (period: Period) => number | null): number | null {
  const known = periods.flatMap((period) => pick(period) ?? []);
  return known.length === 0 ? null : known.reduce((all, one) => all + one, 0);
}
