import { expect, test } from "vitest";
import { createLedger, joinSources } from "../../../lab/alb/ledger.ts";
import { percentile, spread } from "../../../lab/alb/spread.ts";

function ledgerAt(start: number) {
  let now = start;
  const ledger = createLedger(() => now, 1);
  const passSeconds = (seconds: number) => {
    now += seconds * 1_000;
  };
  return { ...ledger, passSeconds };
}

test("Counts of a stretch of time add up, by zone or over all", () => {
  const { add, counts, passSeconds } = ledgerAt(10_000);
  add("a", { requests: 1, responseSeconds: spread(0.2) });
  add("b", { requests: 1, elb502: 1 });
  passSeconds(0.5);
  add("a", { requests: 1, responseSeconds: spread(0.1) });
  passSeconds(1);
  add("a", { requests: 5 });
  expect(counts(10_000, 11_000)).toMatchObject({ requests: 3, elb502: 1 });
  expect(counts(10_000, 11_000).responseSeconds).toMatchObject({ count: 2, min: 0.1, max: 0.2 });
  expect(counts(10_000, 12_000, "a").requests).toBe(7);
  expect(counts(12_000, 13_000).requests).toBe(0);
});

test("What is older than the ledger keeps is forgotten", () => {
  const { add, counts, passSeconds } = ledgerAt(0);
  add("a", { requests: 1 });
  passSeconds(3_700);
  add("a", { requests: 2 });
  expect(counts(0, 4_000_000).requests).toBe(2);
});

test("Sources that follow each other count as one", () => {
  const [past, present] = [ledgerAt(0), ledgerAt(5_000)];
  past.add("a", { requests: 1 });
  present.add("a", { requests: 2 });
  expect(joinSources(past, present).counts(0, 6_000).requests).toBe(3);
});

test("A percentile is the value at its rank", () => {
  const values = spread(...Array.from({ length: 200 }, (_, place) => 200 - place));
  expect([0, 50, 99, 100].map((percent) => percentile(values, percent))).toEqual([
    1, 100, 198, 200,
  ]);
  expect(percentile(spread(), 50)).toBeUndefined();
});
