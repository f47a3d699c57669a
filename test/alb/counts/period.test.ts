import { expect, test } from "vitest";
import { type MetricSeries, periodsFromSeries } from "../../../src/alb/counts/period.ts";
import type { Metric } from "../../../src/alb/metrics/published-metrics.ts";

const window = { from: 0, to: 240_000, periodSeconds: 60 };

const series = (
  metric: Metric,
  points: Record<number, number>,
  more: Partial<MetricSeries> = {},
) => ({
  metric,
  points: new Map(
    Object.entries(points).map(([minute, value]) => [Number(minute) * 60_000, value]),
  ),
  complete: true,
  ...more,
});

test("a missing 502 datapoint is zero only in periods where requests were counted", () => {
  const periods = periodsFromSeries(
    [series("requests", { 0: 10, 1: 20, 3: 5 }), series("failures502", { 1: 2 })],
    window,
  );
  expect(periods.map(({ failures502 }) => failures502)).toEqual([0, 2, null, 0]);
});

test("what partial data leaves out is unknown, what it gives is kept", () => {
  const periods = periodsFromSeries(
    [series("requests", { 0: 10, 1: 20 }), series("failures502", { 1: 2 }, { complete: false })],
    window,
  );
  expect(periods.map(({ failures502 }) => failures502)).toEqual([null, 2, null, null]);
});

test("a metric that was not read at all is unknown everywhere", () => {
  const periods = periodsFromSeries([series("requests", { 0: 10, 1: 20, 2: 1, 3: 1 })], window);
  expect(periods.map(({ connectionErrors }) => connectionErrors)).toEqual([null, null, null, null]);
});

test("a target that changes groups is a move although the total stays the same", () => {
  const group = (name: string, points: Record<number, number>) => [
    series("healthyMin", points, { group: name }),
    series("healthyMax", points, { group: name }),
  ];
  const periods = periodsFromSeries(
    [...group("blue", { 0: 2, 1: 2, 2: 1, 3: 1 }), ...group("green", { 0: 2, 1: 2, 2: 3, 3: 3 })],
    window,
  );
  expect(periods.map(({ healthy }) => healthy)).toEqual([4, 4, 4, 4]);
  expect(periods.map(({ moved }) => moved)).toEqual([false, false, true, false]);
});

test("a gap in the health series is no move", () => {
  const periods = periodsFromSeries([series("healthyMin", { 0: 2, 3: 2 })], window);
  expect(periods.some(({ moved }) => moved)).toBe(false);
});
