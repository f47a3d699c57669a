import type { Account } from "../../aws/account.ts";
import type { InputOf, OutputOf } from "../../aws/allowed.ts";
import { finite } from "../../aws/numbers.ts";
import { everyPage } from "../../aws/pages.ts";
import { AwsProblem } from "../../aws/problems.ts";
import type { Window } from "../../aws/window.ts";
import type { Wanted } from "./kind.ts";

/** A metric's values by the start of their period, in milliseconds since the epoch. */
export type Points = ReadonlyMap<number, number>;

/** The points of each metric over the window, in order, with one GetMetricData. Rejects with AwsProblem. */
export async function readPoints(
  account: Account,
  wanted: readonly Wanted[],
  window: Window,
  signal: AbortSignal,
): Promise<readonly Points[]> {
  const found = wanted.map(() => new Map<number, number>());
  const question = questionOf(wanted, window);
  const pages = await everyPage(account, "cloudwatch:GetMetricData", question, signal);
  for (const result of pages.flatMap(({ MetricDataResults = [] }) => MetricDataResults))
    note(found, result);
  return found;
}

const questionOf = (
  wanted: readonly Wanted[],
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

function note(
  found: readonly Map<number, number>[],
  { Id = "", Timestamps = [], Values = [], StatusCode }: Result,
): void {
  const points = found[Number(Id.slice(1))];
  if (points === undefined) return;
  // A result that goes on in the next page says PartialData.
  if (StatusCode === "InternalError" || StatusCode === "Forbidden")
    throw new AwsProblem(
      "other",
      `CloudWatch could not give all of the metric (${StatusCode}). Look again in a minute.`,
    );
  for (const [index, at] of Timestamps.entries()) {
    const value = finite(Values[index] ?? Number.NaN);
    if (value === null)
      throw new AwsProblem(
        "other",
        "CloudWatch gave a value that is no number. Look again in a minute.",
      );
    points.set(at.getTime(), value);
  }
}
