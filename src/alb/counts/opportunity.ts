import type { Period } from "./period.ts";
import type { Count } from "./poisson.ts";
import { isNearMoves } from "./rollout.ts";

/** One period's traffic and 502s, with the load that decides how often a connection is idle for just too long. */
export interface LoadPeriod extends Count {
  /** Requests a second for each healthy target. */
  readonly load: number;
}

/** Slices before and after a change under the same load, or the ratio that keeps them apart. */
export type Opportunity =
  | {
      readonly kind: "equal";
      readonly before: readonly LoadPeriod[];
      readonly after: readonly LoadPeriod[];
    }
  /** Load after by load before; about 1 when it swings too much to be one load. */
  | { readonly kind: "unequal"; readonly ratio: number };

/**
 * The periods in which both counts and the targets are known, and none came or went shortly before. Where no number of healthy
 * targets is known at all, load is that of the whole load balancer. `own` says how many of a period's requests are not to be
 * judged; null leaves the period out.
 */
export function loadPeriods(
  periods: readonly Period[],
  periodSeconds: number,
  own: (at: number) => number | null = () => 0,
): readonly LoadPeriod[] {
  const targetsKnown = periods.some(({ healthy }) => healthy !== null);
  const near = isNearMoves(periods, periodSeconds);
  return periods.flatMap(({ at, requests, failures502, healthy }, index) => {
    const targets = targetsKnown ? healthy : 1;
    if (requests === null || failures502 === null || !targets || near[index]) return [];
    const ours = own(at);
    if (ours === null) return [];
    const theirs = requests - ours;
    if (theirs <= 0) return [];
    return [{ requests: theirs, failures: failures502, load: theirs / targets / periodSeconds }];
  });
}

/**
 * Keeps what can be compared, because the rate of a race depends on the traffic of each connection: on both sides the slices within
 * 25 % of the typical load after the change, and of those before only so many that their mean load is within 5 % of it.
 */
export function equalOpportunity(
  before: readonly LoadPeriod[],
  after: readonly LoadPeriod[],
): Opportunity {
  const typical = medianLoad(after);
  const near = ({ load }: LoadPeriod) => Math.abs(load / typical - 1) <= band;
  const now = after.filter(near);
  const then = trimmed(before.filter(near), meanLoad(now));
  const enough = countIn(now).requests >= countIn(after).requests / 2;
  if (!enough || then.length === 0) return { kind: "unequal", ratio: typical / medianLoad(before) };
  return { kind: "equal", before: then, after: now };
}

/** All requests and failures of the slices. */
export function countIn(slices: readonly LoadPeriod[]): Count {
  let [requests, failures] = [0, 0];
  for (const slice of slices) {
    requests += slice.requests;
    failures += slice.failures;
  }
  return { requests, failures };
}

const band = 0.25;
const meanBand = 0.05;

/** Drops the busiest or the quietest until the mean load is near enough; the rest stays in order. */
function trimmed(slices: readonly LoadPeriod[], load: number): readonly LoadPeriod[] {
  const sorted = loadsOf(slices);
  let [first, end] = [0, sorted.length];
  let total = sorted.reduce((all, one) => all + one, 0);
  while (first < end) {
    const ratio = total / (end - first) / load;
    if (Math.abs(ratio - 1) <= meanBand) break;
    total -= (ratio > 1 ? sorted[--end] : sorted[first++]) ?? 0;
  }
  const [least = 0, most = 0] = [sorted[first], sorted[end - 1]];
  return first < end ? slices.filter((slice) => slice.load >= least && slice.load <= most) : [];
}

const meanLoad = (slices: readonly LoadPeriod[]) =>
  slices.reduce((all, { load }) => all + load, 0) / slices.length;

const medianLoad = (slices: readonly LoadPeriod[]) =>
  loadsOf(slices)[slices.length >> 1] ?? Number.NaN;

/** In ascending order; typed arrays sort numbers by value without asking back. */
function loadsOf(slices: readonly LoadPeriod[]): Float64Array {
  const loads = new Float64Array(slices.length);
  for (const [index, { load }] of slices.entries()) loads[index] = load;
  return loads.sort();
}
