import type { Period } from "./period.ts";
import type { Count } from "./poisson.ts";

/** One period's traffic and 502s, with the load that decides how often a connection is idle for just too long. */
export interface Slice extends Count {
  /** Requests a second for each healthy target. */
  readonly load: number;
}

/** Slices before and after a change under the same load, or the ratio that keeps them apart. */
export type Opportunity =
  | { readonly kind: "equal"; readonly before: readonly Slice[]; readonly after: readonly Slice[] }
  /** Load after by load before; about 1 when it swings too much to be one load. */
  | { readonly kind: "unequal"; readonly ratio: number };

/**
 * The periods in which both counts and the targets are known and steady. Where no number of healthy targets is known at all, load
 * is that of the whole load balancer. `own` says how many of a period's requests are not to be judged; null leaves the period out.
 */
export function slicesOf(
  periods: readonly Period[],
  periodSeconds: number,
  own: (at: number) => number | null = () => 0,
): readonly Slice[] {
  const targetsKnown = periods.some(({ healthy }) => healthy !== null);
  return periods.flatMap(({ at, requests, failures502, healthy, moved }) => {
    const targets = targetsKnown ? healthy : 1;
    const ours = own(at);
    if (requests === null || failures502 === null || !targets || moved || ours === null) return [];
    const theirs = requests - ours;
    if (theirs <= 0) return [];
    return [{ requests: theirs, failures: failures502, load: theirs / targets / periodSeconds }];
  });
}

/**
 * Keeps what can be compared, because the rate of a race depends on the traffic of each connection: on both sides the slices within
 * 25 % of the typical load after the change, and of those before only so many that their mean load is within 5 % of it.
 */
export function equalOpportunity(before: readonly Slice[], after: readonly Slice[]): Opportunity {
  const typical = medianLoad(after);
  const near = ({ load }: Slice) => Math.abs(load / typical - 1) <= band;
  const now = after.filter(near);
  const then = trimmed(before.filter(near), meanLoad(now));
  const enough = countIn(now).requests >= countIn(after).requests / 2;
  if (!enough || then.length === 0) return { kind: "unequal", ratio: typical / medianLoad(before) };
  return { kind: "equal", before: then, after: now };
}

/** All requests and failures of the slices. */
export const countIn = (slices: readonly Slice[]): Count => ({
  requests: slices.reduce((all, { requests }) => all + requests, 0),
  failures: slices.reduce((all, { failures }) => all + failures, 0),
});

const band = 0.25;
const meanBand = 0.05;

/** Drops the busiest or the quietest until the mean load is near enough; the rest stays in order. */
function trimmed(slices: readonly Slice[], load: number): readonly Slice[] {
  const sorted = slices.toSorted((one, other) => one.load - other.load);
  let [first, end] = [0, sorted.length];
  let total = sorted.reduce((all, slice) => all + slice.load, 0);
  while (first < end) {
    const ratio = total / (end - first) / load;
    if (Math.abs(ratio - 1) <= meanBand) break;
    total -= (ratio > 1 ? sorted[--end] : sorted[first++])?.load ?? 0;
  }
  const kept = new Set(sorted.slice(first, end));
  return slices.filter((slice) => kept.has(slice));
}

const meanLoad = (slices: readonly Slice[]) =>
  slices.reduce((all, { load }) => all + load, 0) / slices.length;

const medianLoad = (slices: readonly Slice[]) =>
  slices.map(({ load }) => load).sort((one, other) => one - other)[slices.length >> 1] ??
  Number.NaN;
