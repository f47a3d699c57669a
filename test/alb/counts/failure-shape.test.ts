import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dispersion, impactOf } from "../../../src/alb/counts/failure-shape.ts";
import type { Period } from "../../../src/alb/counts/period.ts";
import { midnight, minute, minutes, windowOf } from "../quiet-periods.ts";

const impact = (periods: readonly Period[]) => impactOf(periods, windowOf(periods));
const failingAt = (at: (index: number) => number, length = 180) =>
  minutes(length, (index) => ({ failures502: at(index) }));

describe("the first sentence", () => {
  test("says how many of how many failed, the share, and since when", () => {
    const periods = failingAt((index) => (index >= 80 && index % 8 === 0 ? 1 : 0), 240);
    expect(impact(periods).says).toBe(
      "20 of 240,000 requests failed with 502 (0.0083 %), steady since 01:20 UTC.",
    );
  });

  test("names the window when nothing failed", () => {
    expect(impact(minutes(180)).says).toBe(
      "0 of 180,000 requests failed with 502 between 00:00 UTC and 03:00 UTC.",
    );
  });

  test("does not call missing traffic a success", () => {
    const periods = minutes(60, () => ({ requests: null, failures502: null }));
    expect(impact(periods).says).toBe(
      "CloudWatch counted no requests between 00:00 UTC and 01:00 UTC.",
    );
  });
});

describe("the shape", () => {
  test("is steady, without a beginning, when failures were there all the time", () => {
    const { shape, since } = impact(failingAt((index) => (index % 10 === 3 ? 1 : 0)));
    expect({ shape, since }).toEqual({ shape: "steady", since: null });
  });

  test("is over when the old rate would have shown in the time since the last failure", () => {
    const { shape, last, says } = impact(
      failingAt((index) => (index < 60 && index % 5 === 0 ? 1 : 0)),
    );
    expect({ shape, last }).toEqual({ shape: "over", last: midnight + 55 * minute });
    expect(says).toContain("none since then");
  });

  test("is in bursts when several fail at once, every quarter of an hour", () => {
    const periods = failingAt((index) => (index % 15 === 4 ? 4 : 0));
    expect(impact(periods).shape).toBe("bursts");
  });

  test("is not in bursts when each fails alone, however regularly", () => {
    expect(impact(failingAt((index) => (index % 15 === 4 ? 1 : 0))).shape).toBe("steady");
    expect(impact(failingAt((index) => 3 + (index % 3))).shape).toBe("steady");
  });

  test("is in bursts when a few minutes hold most failures", () => {
    const periods = failingAt((index) => (index === 40 || index === 130 ? 12 : 0));
    expect(impact(periods)).toMatchObject({ shape: "bursts", last: midnight + 130 * minute });
  });

  test("is rising when the second half is clearly worse", () => {
    const periods = failingAt((index) => (index % 6 === 0 ? (index < 90 ? 1 : 3) : 0));
    expect(impact(periods).shape).toBe("rising");
  });

  test("is left open for fewer than three failures", () => {
    expect(impact(failingAt((index) => (index === 20 ? 2 : 0))).shape).toBe("scattered");
  });

  test("is steady for a constant rate under traffic that swings by a factor of ten", () => {
    const periods = minutes(180, (index) => ({
      requests: index % 60 < 30 ? 10_000 : 1_000,
      failures502: index % 60 < 30 && index % 3 === 0 ? 1 : index % 30 === 0 ? 1 : 0,
    }));
    expect(impact(periods).shape).toBe("steady");
  });
});

test("periods without traffic change neither the share nor the shape", () => {
  const counts = fc.array(fc.nat(3), { minLength: 5, maxLength: 60 });
  fc.assert(
    fc.property(counts, fc.nat(30), (failures, idle) => {
      const busy = minutes(failures.length, (index) => ({ failures502: failures[index] ?? 0 }));
      const asleep = minutes(failures.length + idle, (index) =>
        index < failures.length
          ? { failures502: failures[index] ?? 0 }
          : { requests: null, failures502: null },
      );
      const { says: _, ...without } = impact(busy);
      const { says: __, ...withIdle } = impact(asleep);
      expect(withIdle).toEqual(without);
    }),
  );
});

test("the dispersion of independent failures is about 1, and that of bursts far above", () => {
  const counted = (at: (index: number) => number) =>
    Array.from({ length: 200 }, (_, index) => ({
      at: index,
      requests: 1_000,
      failures: at(index),
    }));
  expect(dispersion(counted((index) => ((index * 7919) % 10 < 2 ? 1 : 0)))).toBeLessThan(1.5);
  expect(dispersion(counted((index) => (index === 50 ? 30 : 0)))).toBeGreaterThan(10);
});
