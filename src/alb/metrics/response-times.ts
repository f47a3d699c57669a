import type { Account } from "../../aws/account.ts";
import { hourMs, type MetricOptions, wholePeriods } from "../../aws/metric-window.ts";
import { plural } from "../../language/amounts.ts";
import type { MetricSeries } from "../counts/period.ts";
import type { Responses } from "../remedies/cut-off-responses.ts";
import type { Metric } from "./published-metrics.ts";
import { readSeries } from "./read-series.ts";

/** A week also holds what runs once a day or once a week. */
const days = 7;

/** How long the load balancer's targets took to answer in the last days. Rejects with AwsProblem. */
export async function readResponses(
  account: Account,
  arn: string,
  { now, options, signal }: Asking,
): Promise<Responses> {
  // Shorter periods tell no more of a maximum, and a week of minutes is a lot to read.
  const periodSeconds = options.metricPeriodSeconds < 60 ? options.metricPeriodSeconds : 300;
  const settled = now - options.metricSettleSeconds * 1_000;
  const window = wholePeriods(settled - days * 24 * hourMs, settled, now, {
    ...options,
    metricPeriodSeconds: periodSeconds,
  });
  const series = await readSeries(account, { arn, groups: [] }, asked, window, signal);
  return {
    p99: highest(series, "p99"),
    longest: highest(series, "longest"),
    timedOut: total(series, "failures504"),
    busiest: perSecond(highest(series, "requests"), window.periodSeconds),
    over: overWords(window.to - window.from),
  };
}

interface Asking {
  readonly now: number;
  readonly options: MetricOptions;
  readonly signal: AbortSignal;
}

const asked = ["p99", "longest", "failures504", "requests"] as const satisfies readonly Metric[];

/** The points of a metric that was read to its end; null where it was not. */
function pointsOf(series: readonly MetricSeries[], metric: Metric): readonly number[] | null {
  const found = series.find((one) => one.metric === metric);
  return found?.complete === true ? [...found.points.values()] : null;
}

function highest(series: readonly MetricSeries[], metric: Metric): number | null {
  const points = pointsOf(series, metric) ?? [];
  return points.length > 0 ? Math.max(...points) : null;
}

const perSecond = (count: number | null, seconds: number) =>
  count === null ? null : count / seconds;

/** A count has no datapoint where it is 0. */
const total = (series: readonly MetricSeries[], metric: Metric): number | null =>
  pointsOf(series, metric)?.reduce((sum, value) => sum + value, 0) ?? null;

const overWords = (length: number) =>
  length >= 48 * hourMs
    ? plural(Math.round(length / (24 * hourMs)), "day")
    : plural(Math.round(length / hourMs), "hour");
