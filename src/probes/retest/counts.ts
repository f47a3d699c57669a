import type { Run } from "../../engine/run.ts";
import { type Chart, chartOf } from "../../keepalive/chart.ts";
import type { Stretch } from "../../keepalive/comparison.ts";
import { slicesOf } from "../../keepalive/opportunity.ts";
import { type Metric, periodsOf, type Window } from "../../keepalive/period.ts";
import type { Account } from "../aws/account.ts";
import { readSeries } from "../aws/metrics.ts";
import type { Measured } from "../aws/published.ts";
import { hour, type MetricOptions, wholePeriods } from "../window.ts";
import { failingSince, frozenBaseline, type OwnRequests } from "./history.ts";

/** What is counted before the first change and since the last one. */
export interface Counts {
  readonly baseline: Stretch | null;
  /** Whether this baseline is new and has to be kept for later retests. */
  readonly frozen: boolean;
  readonly after: Stretch;
  /** Both over time, for pictures; before the change only when its count is new. */
  readonly charts: { readonly before: Chart | null; readonly after: Chart };
}

/** Where and how to count. */
export interface Counting {
  readonly account: Account;
  readonly of: Measured;
  readonly options: MetricOptions;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Reads both counts; what retests sent themselves is left out. Rejects with AwsProblem. */
export async function readCounts(
  counting: Counting,
  run: Run,
  own: readonly OwnRequests[],
): Promise<Counts> {
  const { now, options } = counting;
  const kept = frozenBaseline(run);
  const fresh = kept === null ? await readBaseline(counting, run) : null;
  const baseline = kept ?? fresh?.stretch ?? null;
  const changedAt = run.changes.at(-1) ?? now;
  const since = await readStretch(counting, wholePeriods(changedAt, now, now, options), own);
  const charts = { before: fresh?.chart ?? null, after: since.chart };
  return { baseline, frozen: fresh !== null, after: since.stretch, charts };
}

/** The three hours before the first change, or the part of it in which failures persisted. */
async function readBaseline(counting: Counting, run: Run): Promise<Read | null> {
  const first = run.changes[0];
  if (first === undefined) return null;
  const since = failingSince(run);
  // The first failing period is the reason why it starts there; counting it would overstate the rate.
  const onset = since === null ? 0 : since + counting.options.metricPeriodSeconds * 1_000;
  const from = Math.max(first - 3 * hour, onset);
  return readStretch(counting, wholePeriods(from, first, counting.now, counting.options), []);
}

interface Read {
  readonly stretch: Stretch;
  readonly chart: Chart;
}

async function readStretch(
  { account, of, signal }: Counting,
  window: Window,
  own: readonly OwnRequests[],
): Promise<Read> {
  const { from, to, periodSeconds } = window;
  if (from >= to) return { stretch: { from, to, slices: [] }, chart: chartOf([], window) };
  const periods = periodsOf(await readSeries(account, of, counted, window, signal), window);
  const slices = slicesOf(periods, periodSeconds, (at) => ours(at, window, own));
  return { stretch: { from, to, slices }, chart: chartOf(periods, window) };
}

/** Our share of a period's requests, spread evenly over the time of sending; null when one of ours failed there. */
function ours(at: number, { periodSeconds }: Window, own: readonly OwnRequests[]): number | null {
  const end = at + periodSeconds * 1_000;
  const there = own.filter((sent) => sent.from < end && sent.to >= at);
  if (there.some(({ failures }) => failures > 0)) return null;
  const requests = there.map((sent) => {
    const overlap = Math.min(sent.to, end) - Math.max(sent.from, at);
    return sent.requests * (sent.to === sent.from ? 1 : overlap / (sent.to - sent.from));
  });
  return Math.round(requests.reduce((all, one) => all + one, 0));
}

const counted = [
  "requests",
  "failures502",
  "healthyMin",
  "healthyMax",
] as const satisfies readonly Metric[];
