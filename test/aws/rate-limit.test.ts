import fc from "fast-check";
import { expect, test } from "vitest";
import { createRateLimit, createReservations } from "../../src/aws/rate-limit.ts";

test("the first calls go at once, the next one a second after the first", () => {
  const reserve = createReservations(2);
  expect([0, 100, 200, 200].map(reserve)).toEqual([0, 0, 800, 900]);
});

test("in no second more calls start than allowed, whenever they are asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(400)), (most, gaps) => {
      const reserve = createReservations(most);
      let now = 0;
      const starts = gaps.map((gap) => {
        now += gap;
        return now + reserve(now);
      });
      for (const [index, at] of starts.entries()) {
        const before = starts[index - most];
        if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(1_000);
      }
    }),
  );
});

test("a wait ends with its signal", async () => {
  const pace = createRateLimit(1);
  await pace();
  await expect(pace(AbortSignal.abort())).rejects.toThrow();
});
