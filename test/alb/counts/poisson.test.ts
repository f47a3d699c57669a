import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chanceOfLuck,
  eventsInterval,
  rateBelow,
  requestsNeeded,
} from "../../../src/alb/counts/poisson.ts";

const count = (failures: number, requests: number) => ({ failures, requests });

describe("the chance of luck", () => {
  test("is that of Fay's rateratio.test vignette, turned one-sided", () => {
    expect(chanceOfLuck(count(9, 16_660), count(2, 17_877))).toBeCloseTo(0.050106 / 2, 6);
  });

  test("of a clean period is (n1 / (n1 + n2)) to the power k1", () => {
    for (const [k1, n2] of [
      [1, 1e10],
      [10, 35_000],
      [100, 1e7],
    ] as const) {
      const exact = (1e5 / (1e5 + n2)) ** k1;
      expect(chanceOfLuck(count(k1, 1e5), count(0, n2)) / exact).toBeCloseTo(1, 10);
    }
  });

  test("agrees with the summed binomial for every small table", () => {
    const small = fc.record({
      k1: fc.nat(40),
      k2: fc.nat(40),
      n1: fc.integer({ min: 1, max: 1_000_000 }),
      n2: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(small, ({ k1, k2, n1, n2 }) => {
        const p = chanceOfLuck(count(k1, n1), count(k2, n2));
        const summed = binomialSum(k2, k1 + k2, n2 / (n1 + n2));
        expect(Math.abs(p - summed)).toBeLessThanOrEqual(1e-11 + 1e-9 * summed);
      }),
    );
  });

  test("stays a probability, and falls as clean requests are added, up to 1e10 requests", () => {
    const big = fc.integer({ min: 1, max: 1e10 });
    fc.assert(
      fc.property(big, big, fc.nat(100_000), fc.nat(100_000), (n1, n2, k1, k2) => {
        const p = chanceOfLuck(count(k1, n1), count(k2, n2));
        const later = chanceOfLuck(count(k1, n1), count(k2, n2 + 1_000_000));
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(later).toBeLessThanOrEqual(p + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test("is one half, give or take the middle, for equal counts of a huge sample", () => {
    expect(chanceOfLuck(count(1e7, 1e10), count(1e7, 1e10))).toBeCloseTo(0.5001, 4);
  });

  test("is certain while nothing was counted on one side", () => {
    expect(chanceOfLuck(count(0, 0), count(0, 500))).toBe(1);
    expect(chanceOfLuck(count(5, 500), count(0, 0))).toBe(1);
  });
});

test.each([
  [0, 0, 3.689],
  [1, 0.0253, 5.572],
  [2, 0.242, 7.225],
  [3, 0.619, 8.767],
  [5, 1.6235, 11.668],
  [10, 4.795, 18.39],
  [20, 12.217, 30.888],
])("of %i events seen, the mean lies between %f and %f", (events, low, high) => {
  const interval = eventsInterval(events);
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 3);
});

test("no failure in n requests means a rate below three in n", () => {
  expect(rateBelow(1) * 1e6).toBeCloseTo(2_995_732, 0);
  expect(rateBelow(30_000)).toBeCloseTo(1e-4, 6);
});

describe("the requests needed as proof", () => {
  test.each([
    [1, 19],
    [2, 3.472],
    [3, 1.714],
    [4, 1.115],
    [5, 0.8206],
    [7, 0.5341],
    [10, 0.3493],
    [20, 0.1616],
    [30, 0.105],
    [50, 0.0617],
    [100, 0.0304],
  ])("after %i failures are %f times those before, all clean", (k1, times) => {
    expect(requestsNeeded(count(k1, 1)) / times).toBeCloseTo(1, 2);
  });

  test.each([
    [10, [0.573, 0.78, 0.979]],
    [20, [0.261, 0.35, 0.436]],
    [50, [0.099, 0.131, 0.163]],
    [100, [0.048, 0.064, 0.079]],
  ])("after %i failures grow with one, two and three leftovers", (k1, times) => {
    for (const [index, expected] of times.entries()) {
      expect(requestsNeeded(count(k1, 1), 0.05, index + 1)).toBeCloseTo(expected, 3);
    }
  });

  test("are exactly those at which the chance of luck reaches alpha", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(50), (k1, leftovers) => {
        const before = count(k1, 1e6);
        const n2 = requestsNeeded(before, 0.05, leftovers);
        expect(chanceOfLuck(before, count(leftovers, n2))).toBeCloseTo(0.05, 8);
      }),
    );
  });

  test("are without end when nothing failed before", () => {
    expect(requestsNeeded(count(0, 1e6))).toBe(Number.POSITIVE_INFINITY);
  });
});

function binomialSum(k: number, n: number, p: number): number {
  let [term, sum] = [(1 - p) ** n, 0];
  for (let i = 0; i <= k; i++) {
    sum += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return Math.min(1, sum);
}
