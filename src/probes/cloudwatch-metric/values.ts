import type { Points } from "../../aws/metric-points.ts";
import type { Window } from "../../aws/metric-window.ts";
import type { measures } from "./kind.ts";

type Measures = { readonly [name in (typeof measures)[number]]: number };

/** The points with a value for each period that has none; as they are where nothing is said of such. */
export function withMissing(
  points: Points,
  missing: number | undefined,
  { from, to, periodSeconds }: Window,
): Points {
  if (missing === undefined) return points;
  const all = new Map<number, number>();
  for (let at = from; at < to; at += periodSeconds * 1_000) all.set(at, points.get(at) ?? missing);
  return all;
}

/** What conditions may ask of points, of which there is one at least. */
export function measuresOf(points: Points, { from, to }: Window): Measures {
  const values = [...points].toSorted(([one], [other]) => one - other).map(([, value]) => value);
  const sum = values.reduce((all, value) => all + value, 0);
  return {
    last: values.at(-1) ?? 0,
    max: values.reduce((most, value) => Math.max(most, value)),
    min: values.reduce((least, value) => Math.min(least, value)),
    sum,
    avg: sum / values.length,
    rate: sum / ((to - from) / 1_000),
  };
}
