import type { Drawing, Chart as DrawnChart, Side } from "../../../language/picture.ts";
import type { Chart } from "./chart.ts";

/** The 502s over time; undefined where none failed, for a picture of zeros says less than the sentence beside it. */
export const failuresPicture = (
  chart: Chart,
  { requests, failures }: { readonly requests: number; readonly failures: number },
): Drawing | undefined =>
  failures === 0 || chart.failures502.length === 0
    ? undefined
    : { kind: "failures", called: "502", chart: drawn(chart), requests, failures, changes: [] };

/** Counts before and after the change over their charts; undefined where there is nothing to compare. */
export function comparisonPicture(
  before: Counted | null,
  after: Counted | null,
): Drawing | undefined {
  const [was, is] = [sideOf(before), sideOf(after)];
  if (was === undefined || is === undefined || is.requests === 0) return undefined;
  return { kind: "comparison", called: "502", before: was, after: is, change: is.chart.from };
}

/** What was counted, and the chart of the stretch of time that it is from, where one was kept. */
export interface Counted {
  readonly requests: number;
  readonly failures: number;
  readonly chart: Chart | null;
}

function sideOf(counted: Counted | null): Side | undefined {
  if (counted === null || counted.chart === null || counted.chart.failures502.length === 0)
    return undefined;
  const { requests, failures, chart } = counted;
  return { requests, failures, chart: drawn(chart) };
}

const drawn = ({ from, periodSeconds, requests, failures502 }: Chart): DrawnChart => ({
  ...{ from, periodSeconds, requests },
  failures: failures502,
});
