import type { Account } from "../../../aws/account.ts";
import {
  hourMs,
  type MetricOptions,
  type Window,
  wholePeriods,
} from "../../../aws/metric-window.ts";
import type { Run } from "../../../run/run.ts";
import type { LoadStretch } from "../../counts/comparison.ts";
import { loadPeriods } from "../../counts/opportunity.ts";
import type { Period } from "../../counts/period.ts";
import { type CountingFrom, isNearMoves, rolloutEnd } from "../../counts/rollout.ts";
import { type FailureChart, failureChart } from "../../diagnosis/pattern/chart.ts";
import { aftermathSeconds } from "../../diagnosis/pattern/signs.ts";
import type { MetricSubject } from "../../metrics/published-metrics.ts";
import { comparedMetrics, readPeriods as read } from "../../metrics/read-series.ts";
import { countOwnRequests, type OwnRequests } from "../traffic/own-requests.ts";
import { failingSince, frozenBaseline } from "./earlier-retests.ts";

/** What is counted before the first change and since the rollout of the last one. */
export interface RetestCounts {
  readonly baseline: LoadStretch | null;
  /** Whether this baseline is new and has to be kept for later retests. */
  readonly frozen: boolean;
  /** Null where no change is recorded. */
  readonly clock: CountingFrom | null;
  readonly after: LoadStretch;
  /** Both over time, for pictures; before the change only when its count is new. */
  readonly charts: { readonly before: FailureChart | null; readonly after: FailureChart };
}

export interface Counting {
  readonly account: Account;
  readonly of: MetricSubject;
  readonly options: MetricOptions;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Reads both counts; what looks of this run sent themselves is left out. Rejects with AwsProblem. */
export async function readCounts(
  counting: Counting,
  run: Run,
  said: CountingFrom | null,
  own: readonly OwnRequests[],
): Promise<RetestCounts> {
  const kept = frozenBaseline(run);
  const fresh = kept === null ? await readBaseline(counting, run, own) : null;
  const { clock, ...since } = await readAfter(counting, said, own);
  return {
    baseline: kept ?? fresh?.stretch ?? null,
    frozen: fresh !== null,
    clock,
    after: since.stretch,
    charts: { before: fresh?.chart ?? null, after: since.chart },
  };
}

/** The three hours before the first change, or the part of it in which failures persisted. */
async function readBaseline(
  counting: Counting,
  run: Run,
  own: readonly OwnRequests[],
): Promise<Counted | null> {
  const first = run.changes[0];
  if (first === undefined) return null;
  const since = failingSince(run);
  // The first failing period is the reason why it starts there; counting it would overstate the rate.
  const onset = since === null ? 0 : since + counting.options.metricPeriodSeconds * 1_000;
  const from = Math.max(first - 3 * hourMs, onset);
  const read = await readPeriods(counting, from, first);
  return counted(read, from, own);
}

async function readAfter(
  counting: Counting,
  said: CountingFrom | null,
  own: readonly OwnRequests[],
): Promise<Counted & Pick<RetestCounts, "clock">> {
  const from = said?.at ?? counting.now;
  const read = await readPeriods(counting, from, counting.now);
  const clock = said && rolloutEnd(read.periods, read.window.periodSeconds, said);
  return { clock, ...counted(read, clock?.at ?? from, own) };
}

interface Counted {
  readonly stretch: LoadStretch;
  readonly chart: FailureChart;
}

function counted(read: Read, from: number, own: readonly OwnRequests[]): Counted {
  const { window, periods } = read;
  const step = window.periodSeconds * 1_000;
  const start = Math.min(Math.max(window.from, Math.ceil(from / step) * step), window.to);
  const drawn = periods.filter(({ at }) => at >= start);
  return {
    stretch: stretchOf(read, start, own),
    chart: failureChart(drawn, { ...window, from: start }),
  };
}

interface Read {
  readonly window: Window;
  readonly periods: readonly Period[];
}

/** The whole periods from `from` to `to`, and those before in which a target that left still matters. */
async function readPeriods(
  { account, of, options, now, signal }: Counting,
  from: number,
  to: number,
): Promise<Read> {
  const window = wholePeriods(from - aftermathSeconds * 1_000, to, now, options);
  if (window.from >= window.to) return { window, periods: [] };
  return { window, periods: await read(account, of, comparedMetrics, window, signal) };
}

function stretchOf(
  { window, periods }: Read,
  from: number,
  own: readonly OwnRequests[],
): LoadStretch {
  const { periodSeconds } = window;
  // Moves before the start matter after it, so the periods are cut only when it is known which lie near one.
  const left = (at: number) => (at < from ? null : countOwnRequests(own, at, periodSeconds));
  const near = isNearMoves(periods, periodSeconds);
  return {
    from,
    to: window.to,
    slices: loadPeriods(periods, periodSeconds, left),
    moving: periods.filter(({ at }, index) => at >= from && near[index]).length * periodSeconds,
  };
}
