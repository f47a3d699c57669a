import { describe, expect, it } from "vitest";
import {
  type MetricSeries,
  type Period,
  periodsFromSeries,
} from "../../../../src/alb/counts/period.ts";
import { failureChart } from "../../../../src/alb/diagnosis/pattern/chart.ts";

const minute = 60_000;

/** Periods of a minute in which these counts were read. */
function periods(requests: readonly (number | null)[], failures: readonly number[]) {
  const to = requests.length * minute;
  const window = { from: 0, to, periodSeconds: 60 };
  const points = (counts: readonly (number | null)[]) =>
    new Map(counts.flatMap((count, at) => (count === null ? [] : [[at * minute, count] as const])));
  const series: readonly MetricSeries[] = [
    { metric: "requests", points: points(requests), complete: true },
    { metric: "failures502", points: points(failures), complete: true },
  ];
  const read: readonly Period[] = periodsFromSeries(series, window);
  return { read, window };
}

describe("a chart", () => {
  it("keeps each period, and what is not known as null", () => {
    const { read, window } = periods([10, null, 30], [1]);
    expect(failureChart(read, window)).toEqual({
      from: 0,
      periodSeconds: 60,
      requests: [10, null, 30],
      failures502: [1, null, 0],
    });
  });

  it("adds periods up where there are more than a picture can show, and loses none", () => {
    const many = Array.from({ length: 1_441 }, (_, at) => at % 5);
    const { read, window } = periods(many, many);
    const chart = failureChart(read, window);
    expect(chart.requests.length).toBeLessThanOrEqual(200);
    expect(chart.periodSeconds).toBe(480);
    const sum = (counts: readonly (number | null)[]) =>
      counts.reduce<number>((all, one) => all + (one ?? 0), 0);
    expect(sum(chart.requests)).toBe(sum(many));
    expect(sum(chart.failures502)).toBe(sum(many));
  });
});
