import { expect, it } from "vitest";
import { burstShape } from "../../../src/alb/gaps/bursts.ts";

const day = (failures: (minute: number) => number) =>
  Array.from({ length: 240 }, (_, minute) => ({
    at: minute * 60_000,
    requests: 600,
    failures: failures(minute),
  }));

it("finds two deploys of two minutes each, and what share they hold", () => {
  const deploys = new Set([60, 61, 180, 181]);
  const shape = burstShape(day((minute) => (deploys.has(minute) ? 12 : minute % 20 === 0 ? 1 : 0)));
  expect(shape.bursts).toEqual([
    { from: 3_600_000, to: 3_720_000, failures: 24 },
    { from: 10_800_000, to: 10_920_000, failures: 24 },
  ]);
  expect(shape.inBursts).toBeCloseTo(48 / 58, 2);
  expect(shape.dispersion).toBeGreaterThan(3);
});

it("finds none in failures that are spread evenly", () => {
  const shape = burstShape(day((minute) => [2, 1, 0, 3, 1][minute % 5] ?? 0));
  expect(shape.bursts).toEqual([]);
  expect(shape.dispersion).toBeLessThan(1.5);
});

it("says nothing of a window without failures", () => {
  expect(burstShape(day(() => 0))).toMatchObject({ bursts: [], inBursts: 0 });
});
