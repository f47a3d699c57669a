import type { Window } from "../../aws/metric-window.ts";
import { formatUtc, formatWhole, percent } from "../../language/amounts.ts";
import { type Period, sum } from "./period.ts";
import { type Count, chanceOfLuck } from "./poisson.ts";

/**
 * How failures lie in time.
 * - none; scattered: too few to have a shape
 * - over: long enough without one that the old rate would have shown
 * - bursts: most of them in a few short stretches
 * - rising: clearly more frequent in the second half; steady: all else
 */
export type FailureShape = "none" | "scattered" | "over" | "bursts" | "rising" | "steady";

/** What 502s did to requests in a window. */
export interface FailureImpact {
  readonly requests: number;
  readonly failures: number;
  /** Failures by requests; 0 without requests. */
  readonly share: number;
  readonly shape: FailureShape;
  /** Start of the first period after which failures persist; null when none do or they were there from the start. */
  readonly since: number | null;
  /** Start of the last period with a failure. */
  readonly last: number | null;
  /** "12 of 240,000 requests failed with 502 (0.005 %), steady since 01:20 UTC." */
  readonly says: string;
}

/** Describes the 502s of the periods whose requests and failures are both known. */
export function impactOf(periods: readonly Period[], window: Window): FailureImpact {
  const known = periods.flatMap(countOf);
  const requests = known.reduce((total, one) => total + one.requests, 0);
  const failures = known.reduce((total, one) => total + one.failures, 0);
  const first = known.findIndex((one) => one.failures > 0);
  const onset = onsetOf(known);
  const active = known.slice(Math.max(0, onset ?? first));
  const lastIndex = active.findLastIndex((one) => one.failures > 0);
  const shape = shapeOf(active, lastIndex, failures);
  const impact = {
    requests,
    failures,
    share: requests === 0 ? 0 : failures / requests,
    shape,
    since: onset === undefined ? null : (known[onset]?.at ?? null),
    last: active[lastIndex]?.at ?? null,
  };
  return { ...impact, says: sentence(impact, window) };
}

/** One period's count; `at` in milliseconds since the epoch. */
export interface PeriodCount extends Count {
  readonly at: number;
}

/** Var/mean of failures against what the traffic lets expect, over runs of five periods: about 1 when they are independent. */
export const dispersion = (counts: readonly Count[]): number => overdispersion(inBins(counts));

/** The same over the counts as they are. */
function overdispersion(bins: readonly Count[]): number {
  const total = totalOf(bins);
  if (bins.length < 2 || total.failures === 0) return 1;
  const rate = total.failures / total.requests;
  const excess = bins.map(({ requests, failures }) => (failures - rate * requests) ** 2);
  const expected = bins.map(({ requests }) => rate * requests);
  const terms = excess.map((square, index) => square / Math.max(expected[index] ?? 0, 1e-9));
  return terms.reduce((all, term) => all + term, 0) / (bins.length - 1);
}

export const countOf = ({ at, requests, failures502 }: Period): readonly PeriodCount[] =>
  requests === null || requests === 0 || failures502 === null
    ? []
    : // A 502 before a target was chosen is not in RequestCount; a share above 1 would help nobody.
      [{ at, requests: Math.max(requests, failures502), failures: failures502 }];

/** All 502s that were counted, also where requests are unknown. */
export const sumFailures = (periods: readonly Period[]): number =>
  sum(periods, ({ failures502 }) => failures502);

function totalOf(counts: readonly Count[], from = 0, to = counts.length): Count {
  let [requests, failures] = [0, 0];
  for (let index = from; index < Math.min(to, counts.length); index++) {
    requests += counts[index]?.requests ?? 0;
    failures += counts[index]?.failures ?? 0;
  }
  return { requests, failures };
}

/** The index where one constant rate explains the failures far worse than none or few before it and more from it on. */
function onsetOf(counts: readonly PeriodCount[]): number | undefined {
  const total = totalOf(counts);
  let before = { requests: 0, failures: 0 };
  let best: { index: number; gain: number } | undefined;
  for (const [index, one] of counts.entries()) {
    if (one.failures > 0 && before.requests > 0) {
      const gain = changeGain(before, {
        requests: total.requests - before.requests,
        failures: total.failures - before.failures,
      });
      if (gain > (best?.gain ?? onsetGain)) best = { index, gain };
    }
    before = {
      requests: before.requests + one.requests,
      failures: before.failures + one.failures,
    };
  }
  return best?.index;
}

/** Log-likelihood that a second rate must add: picked among many places, so well above the usual 2. */
const onsetGain = 5;

/** The log-likelihood gained by two rates over one; 0 unless the later is at least five times the earlier. */
function changeGain(before: Count, after: Count): number {
  if (after.failures / after.requests < 5 * (before.failures / before.requests)) return 0;
  const one = likelihood({
    requests: before.requests + after.requests,
    failures: before.failures + after.failures,
  });
  return likelihood(before) + likelihood(after) - one;
}

const likelihood = ({ requests, failures }: Count) =>
  failures === 0 ? 0 : failures * Math.log(failures / requests);

function shapeOf(active: readonly PeriodCount[], last: number, failures: number): FailureShape {
  if (failures === 0) return "none";
  const lively = active.slice(0, last + 1);
  const during = totalOf(lively);
  if (failures < 3) return "scattered";
  if (inBursts(lively, during)) return "bursts";
  const quiet = totalOf(active.slice(last + 1)).requests;
  if ((during.failures / during.requests) * quiet > 7) return "over";
  const half = Math.floor(lively.length / 2);
  const [early, late] = [totalOf(lively.slice(0, half)), totalOf(lively.slice(half))];
  const twice = late.failures / late.requests >= (2 * early.failures) / (early.requests || 1);
  return twice && chanceOfLuck(late, early) < 0.01 ? "rising" : "steady";
}

/** Four fifths of the failures lie in a fifth of the time or less, and that is no play of chance; or most come several at once. */
function inBursts(counts: readonly PeriodCount[], { failures }: Count): boolean {
  if (severalAtOnce(counts)) return true;
  const bins = inBins(counts).toSorted((one, other) => other.failures - one.failures);
  let [held, used] = [0, 0];
  for (const bin of bins) {
    if (held >= 0.8 * failures) break;
    held += bin.failures;
    used += 1;
  }
  return bins.length >= 5 && used <= bins.length / 5 && dispersion(counts) > 3;
}

/**
 * Most failures share their period with two others at least, where four times fewer were to be expected: a race loses one request
 * here and one there, a reload every quarter of an hour many at once.
 */
function severalAtOnce(counts: readonly PeriodCount[]): boolean {
  const all = totalOf(counts);
  const rate = all.failures / (all.requests || 1);
  const full = counts.filter((one) => one.failures >= 3 && one.failures >= 4 * rate * one.requests);
  return (
    counts.length >= 20 &&
    full.length >= 2 &&
    totalOf(full).failures >= 0.6 * all.failures &&
    overdispersion(counts) > 3
  );
}

function inBins(counts: readonly Count[]): readonly Count[] {
  const length = Math.ceil(counts.length / 5);
  return Array.from({ length }, (_, bin) => totalOf(counts, bin * 5, bin * 5 + 5));
}

function sentence(impact: Omit<FailureImpact, "says">, { from, to }: Window): string {
  const { requests, failures, share, shape, since, last } = impact;
  const between = `between ${formatUtc(from, to)} and ${formatUtc(to)}`;
  if (requests === 0) return `CloudWatch counted no requests ${between}.`;
  if (failures === 0) return `0 of ${formatWhole(requests)} requests failed with 502 ${between}.`;
  const what = `${formatWhole(failures)} of ${formatWhole(requests)} requests failed with 502 (${percent(share)})`;
  const begun = since === null ? `${between}` : `since ${formatUtc(since, to)}`;
  const end = last === null ? "" : `, the last at ${formatUtc(last, to)}`;
  switch (shape) {
    case "bursts":
      return `${what}, in bursts ${begun}${end}.`;
    case "over":
      return `${what} ${begun}${end}; none since then.`;
    case "rising":
      return `${what}, rising ${begun}.`;
    case "steady":
      return `${what}, steady ${begun}.`;
    case "scattered":
    case "none":
      return `${what} ${between}${end}.`;
    default:
      return shape satisfies never;
  }
}
