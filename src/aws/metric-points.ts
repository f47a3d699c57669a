import { finiteOrNull } from "../language/probes/numbers.ts";
import type { Account } from "./account.ts";
import type { InputOf, OutputOf } from "./allow-list.ts";
import { AwsProblem } from "./aws-problem.ts";
import type { Window } from "./metric-window.ts";
import { everyPage } from "./pages.ts";

/** A statistic of a metric of CloudWatch. */
export interface AskedMetric {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly stat: string;
  /** What is less is no value of it. */
  readonly least?: number;
}

/** A metric's values by the start of their period, in milliseconds since the epoch. */
export type Points = ReadonlyMap<number, number>;

interface MetricPoints {
  readonly points: Map<number, number>;
  complete: boolean;
}

/** How many metrics one question may ask for. */
const mostMetrics = 500;

/**
 * The points of each metric over the window, in order, with GetMetricData: one question, its pages followed to the end, and further
 * ones only beyond the 500 metrics that one may ask for. Rejects with AwsProblem.
 */
export async function readPoints(
  account: Account,
  wanted: readonly AskedMetric[],
  window: Window,
  signal: AbortSignal,
): Promise<readonly Readonly<MetricPoints>[]> {
  const found: MetricPoints[] = [];
  for (let first = 0; first < wanted.length; first += mostMetrics) {
    const some = wanted.slice(first, first + mostMetrics);
    const here = some.map(() => ({ points: new Map<number, number>(), complete: false }));
    const question = questionOf(some, window);
    const pages = await everyPage(account, "cloudwatch:GetMetricData", question, signal);
    for (const result of pages.flatMap(({ MetricDataResults = [] }) => MetricDataResults)) {
      const at = Number((result.Id ?? "").slice(1));
      note(here[at], result, some[at]);
    }
    found.push(...here);
  }
  return found;
}

const questionOf = (
  wanted: readonly AskedMetric[],
  { from, to, periodSeconds }: Window,
): InputOf<"cloudwatch:GetMetricData"> => ({
  MetricDataQueries: wanted.map(({ namespace, metric, dimensions, stat }, index) => ({
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: stat,
    },
  })),
  StartTime: new Date(from),
  EndTime: new Date(to),
  ScanBy: "TimestampAscending",
});

type Result = NonNullable<OutputOf<"cloudwatch:GetMetricData">["MetricDataResults"]>[number];

/** A result that goes on in the next page says PartialData; the page that ends it says Complete. */
function note(
  found: MetricPoints | undefined,
  { Timestamps = [], Values = [], StatusCode }: Result,
  asked: AskedMetric | undefined,
): void {
  if (found === undefined || asked === undefined) return;
  if (StatusCode === "InternalError" || StatusCode === "Forbidden")
    throw problem(`CloudWatch could not give all of ${asked.metric} (${StatusCode}).`);
  for (const [index, at] of Timestamps.entries()) {
    const value = Values[index];
    if (value === undefined) continue;
    // Left out, it would count as no failure, or as no traffic.
    if (finiteOrNull(value) === null || value < (asked.least ?? Number.NEGATIVE_INFINITY))
      throw problem(`CloudWatch gave a value of ${asked.metric} that is no number.`);
    found.points.set(at.getTime(), value);
  }
  found.complete = StatusCode === "Complete";
}

const problem = (what: string) =>
  new AwsProblem("other", `${what} Nothing can be counted so. Look again in a minute.`);
