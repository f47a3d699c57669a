import { describe, expect, test } from "vitest";
import type { RetestObservation } from "../../../src/alb/counts/comparison.ts";
import {
  equalOpportunity,
  type LoadPeriod,
  loadPeriods,
} from "../../../src/alb/counts/opportunity.ts";
import type { Period } from "../../../src/alb/counts/period.ts";
import { judgeRetest } from "../../../src/alb/counts/retest.ts";
import { type CountingFrom, rolloutEnd } from "../../../src/alb/counts/rollout.ts";
import { midnight, minute, minutes } from "../quiet-periods.ts";

const changedAt = midnight + 180 * minute;

/** Minutes of 1,000 requests at this load; the first `failing` of every ten have one failure each. */
const slices = (count: number, failing: number, load = 4): readonly LoadPeriod[] =>
  Array.from({ length: count }, (_, index) => ({
    requests: 1_000,
    failures: index % 10 < failing ? 1 : 0,
    load,
  }));

const observe = (
  after: readonly LoadPeriod[],
  more: Partial<RetestObservation> = {},
): RetestObservation => ({
  now: changedAt + (after.length + 3) * minute,
  settleSeconds: 180,
  periodSeconds: 60,
  attempt: 1,
  clock: { at: changedAt, known: "marked" },
  baseline: { from: midnight, to: changedAt, slices: slices(180, 2), moving: 0 },
  after: { from: changedAt, to: changedAt + after.length * minute, slices: after, moving: 0 },
  fresh: { requests: 20, failures: 0 },
  ...more,
});

describe("a retest", () => {
  test("that has counted enough says fixed, with both counts", () => {
    const { finding, says, pPart, needed, pending } = judgeRetest(observe(slices(75, 0)));
    expect(says).toBe(
      "0 of 75,000 requests failed since 03:00 UTC; before the change, at the same load, 36 of 180,000 did. Fixed: it is 95 % sure that less than a quarter of the old failures are left.",
    );
    expect({ finding, needed, pending }).toEqual({ finding: "fixed", needed: 0, pending: null });
    expect(pPart).toBeLessThan(0.05);
  });

  test("that has not says how many clean requests are needed, and when they are expected", () => {
    const { finding, says, needed, pending } = judgeRetest(observe(slices(3, 0)));
    expect(finding).toBe("not-enough");
    expect(needed).toBe(Math.ceil(4 * 180_000 * (0.032 ** (-1 / 36) - 1)) - 3_000);
    expect(says).toContain(
      "Not enough yet: about 69,239 more clean requests are needed to be 95 % sure, expected by 04:18 UTC",
    );
    const expectedAt = changedAt + 9 * minute + (needed ?? 0) * 60;
    expect(pending).toEqual({
      says: "3,000 of 72,239 clean requests",
      share: 3_000 / 72_239,
      expectedAt,
    });
  });

  test("that shows that the change helps says so before it is proven", () => {
    const { finding, says } = judgeRetest(observe(slices(30, 0)));
    expect(finding).toBe("not-enough");
    expect(says).toContain("It helps, but is not proven to be fixed: about 42,239 more clean");
  });

  test("with the old rate says still failing, and waits for nothing", () => {
    const { finding, pending } = judgeRetest(observe(slices(40, 2)));
    expect({ finding, pending }).toEqual({ finding: "still-failing", pending: null });
  });

  test("whose own request fails says still failing although the counts look clean", () => {
    const { finding, says } = judgeRetest(
      observe(slices(30, 0), { fresh: { requests: 20, failures: 1 } }),
    );
    expect(finding).toBe("still-failing");
    expect(says).toContain("1 of 20 fresh requests failed with 502");
  });

  test("right after the change says when CloudWatch will have something", () => {
    const { finding, says } = judgeRetest(observe([], { now: changedAt + minute }));
    expect(finding).toBe("not-enough");
    expect(says).toContain("newest 180 seconds are incomplete. Look again after 03:05 UTC");
  });

  test("counts a failure at another load against the change", () => {
    const busy = slices(10, 0, 40).map((slice) => ({ ...slice, failures: 1 }));
    expect(judgeRetest(observe([...slices(30, 0), ...busy])).finding).not.toBe("fixed");
  });

  test("collapses bursts, which asks for more clean requests", () => {
    const inBursts = slices(180, 0).map((slice, index) => ({
      ...slice,
      failures: index % 60 === 0 ? 12 : 0,
    }));
    const baseline = { from: midnight, to: changedAt, slices: inBursts, moving: 0 };
    const { finding, details } = judgeRetest(observe(slices(30, 0), { baseline }));
    expect(finding).not.toBe("fixed");
    expect(details.join(" ")).toContain("bursts");
  });
});

describe("the clock", () => {
  const known = (known: CountingFrom["known"]) => ({ clock: { at: changedAt, known } });

  test("starts when targets have stopped coming and going, and the retest says so", () => {
    const moves = (...at: number[]) => minutes(60, (index) => ({ moved: at.includes(index) }));
    const marked = { at: midnight, known: "marked" } as const;
    const ends = (periods: readonly Period[]) => rolloutEnd(periods, 60, marked);
    expect(ends(moves())).toEqual(marked);
    expect(ends(moves(4, 9, 18))).toEqual({ at: midnight + 19 * minute, known: "targets" });
    expect(ends(moves(4, 40))).toEqual({ at: midnight + 5 * minute, known: "targets" });
    const { details } = judgeRetest(observe(slices(30, 0), known("targets")));
    expect(details.join()).toContain("until then targets came and went (HealthyHostCount)");
  });

  test("waits for the delay of the last target that left", () => {
    const after = { from: changedAt, to: changedAt + 4 * minute, slices: [], moving: 240 };
    const { says } = judgeRetest(observe([], { ...known("targets"), after }));
    expect(says).toContain("targets came or went");
    expect(says).toContain("Look again after 03:11 UTC");
  });

  test("gives up where targets come and go all the time", () => {
    const after = { from: changedAt, to: changedAt + 60 * minute, slices: [], moving: 3_600 };
    const { finding, says } = judgeRetest(observe([], { after }));
    expect(finding).toBe("not-comparable");
    expect(says).toContain("targets come and go all the time");
  });
});

describe("not comparable", () => {
  test.each([
    ["no change is recorded", { clock: null }, "Confirm the change first"],
    ["the baseline could not be read", { baseline: null }, "no counts from before"],
    [
      "too few failures came before the change",
      { baseline: { from: midnight, to: changedAt, slices: slices(180, 0), moving: 0 } },
      "0 failures",
    ],
  ])("when %s", (_, more, why) => {
    const { finding, says, p } = judgeRetest(observe(slices(30, 0), more));
    expect({ finding, p }).toEqual({ finding: "not-comparable", p: null });
    expect(says).toContain(why);
  });

  test("at another load, and says by how much and when to look again", () => {
    const { finding, says, pending } = judgeRetest(observe(slices(30, 0, 20)));
    expect(finding).toBe("not-comparable");
    expect(pending).toMatchObject({ says: expect.stringContaining("5 times"), expectedAt: null });
    expect(says).toContain("each target gets 5 times the requests that it got before");
    expect(says).toContain("tomorrow at 01:30 UTC");
  });
});

describe("what is compared", () => {
  test("leaves out the minutes around changes of targets, own requests, and periods without a count or a target", () => {
    const periods = minutes(15, (index) =>
      index === 3
        ? { moved: true }
        : index === 10
          ? { healthy: null }
          : index === 11
            ? { requests: null }
            : {},
    );
    const own = (at: number) => (at === midnight + 12 * minute ? null : at === midnight ? 100 : 0);
    const kept = loadPeriods(periods, 60, own);
    // The first minute, and the last two: not those from two before to six after the move.
    expect(kept.map(({ requests }) => requests)).toEqual([900, 1_000, 1_000]);
    expect(kept[1]?.load).toBeCloseTo(1_000 / 4 / 60, 6);
  });

  test("uses the whole load balancer's traffic where no host count is known", () => {
    const periods = minutes(3, () => ({ healthy: null }));
    expect(loadPeriods(periods, 60)).toHaveLength(3);
  });

  test("trims the baseline until its mean load is that after the change", () => {
    const mixed = [...slices(60, 1, 3.2), ...slices(60, 1, 4), ...slices(60, 1, 4.9)];
    const found = equalOpportunity(mixed, slices(30, 0, 4.5));
    if (found.kind !== "equal") throw new Error("comparable loads were kept apart");
    const mean = found.before.reduce((all, { load }) => all + load, 0) / found.before.length;
    expect(Math.abs(mean / 4.5 - 1)).toBeLessThanOrEqual(0.05);
  });
});
