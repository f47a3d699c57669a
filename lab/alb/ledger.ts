import { addCounts, type BalancerCounts, type CountsSource, countsOf } from "./counts.ts";

/** What was counted in one zone during a bin, a short stretch of time. */
export interface Bin {
  /** Its begin, in milliseconds since 1970. */
  readonly at: number;
  readonly zone: string;
  readonly counts: BalancerCounts;
}

/** A live count, in bins of one second. */
export interface Ledger extends CountsSource {
  readonly add: (zone: string, counts: Partial<BalancerCounts>) => void;
}

/** A ledger on the given clock (milliseconds since 1970) that forgets what is older than `keepHours`. */
export function createLedger(clock: () => number, keepHours = 6): Ledger {
  let bins: Bin[] = [];
  return {
    add: (zone, counts) => {
      const at = Math.floor(clock() / 1_000) * 1_000;
      const place = bins.findLastIndex((bin) => bin.at === at && bin.zone === zone);
      const known = bins[place];
      if (known) {
        bins[place] = { at, zone, counts: addCounts([known.counts, countsOf(counts)]) };
        return;
      }
      const oldest = at - keepHours * 3_600_000;
      if (bins[0] && bins[0].at < oldest) bins = bins.slice(firstSince(bins, oldest + 60_000));
      bins.push({ at, zone, counts: countsOf(counts) });
    },
    counts: (from, to, zone) => countBins(bins, from, to, zone),
  };
}

/** The counts of bins made beforehand, ordered by time. */
export function recorded(bins: readonly Bin[]): CountsSource {
  return { counts: (from, to, zone) => countBins(bins, from, to, zone) };
}

/** Several sources as one, such as a past and a present that do not overlap. */
export function joinSources(...sources: readonly CountsSource[]): CountsSource {
  return {
    counts: (from, to, zone) => addCounts(sources.map((source) => source.counts(from, to, zone))),
  };
}

function countBins(bins: readonly Bin[], from: number, to: number, zone?: string): BalancerCounts {
  const within = bins.slice(firstSince(bins, from), firstSince(bins, to));
  const here = zone === undefined ? within : within.filter((bin) => bin.zone === zone);
  return addCounts(here.map((bin) => bin.counts));
}

/** The place of the first bin that begins at or after `time`, found by halving. */
function firstSince(bins: readonly Bin[], time: number): number {
  let low = 0;
  let high = bins.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bins[middle]?.at ?? time) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
