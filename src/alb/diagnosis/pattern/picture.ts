import type { ComparisonSide, Drawing, Chart as DrawnChart } from "../../../language/picture.ts";
import type { FailureChart } from "./chart.ts";

/** The 502s over time; undefined where none failed, for a picture of zeros says less than the sentence beside it. */
export const failuresPicture = (
  chart: FailureChart,
  { requests, failures }: { readonly requests: number; readonly failures: number },
): Drawing | undefined =>
  failures === 0 || chart.failures502.length === 0
    ? undefined
    : { kind: "failures", called: "502", chart: drawn(chart), requests, failures, changes: [] };

/** Counts before and after the change over their charts; undefined where there is nothing to compare. */
export function comparisonPicture(
  before: PicturedCounts | null,
  after: PicturedCounts | null,
): Drawing | undefined {
  const [was, is] = [sideOf(before), sideOf(after)];
  if (was === undefined || is === undefined || is.requests === 0) return undefined;
  return { kind: "comparison", called: "502", before: was, after: is, change: is.chart.from };
}

/** What was counted, and the chart of the stretch of time that it is from, where one was kept. */
export interface PicturedCounts {
  readonly requests: number;
  readonly failures: number;
  readonly chart: FailureChart | null;
}

function sideOf(counted: PicturedCounts | null): ComparisonSide | undefined {
  if (counted === null || counted.chart === null || counted.chart.failures502.length === 0)
    return undefined;
  const { requests, failures, chart } = counted;
  return { requests, failures, chart: drawn(chart) };
}

const drawn = ({ from, periodSeconds, requests, failures502 }: FailureChart): DrawnChart => ({
  ...{ from, periodSeconds, requests },
  failures: failures502,
});
