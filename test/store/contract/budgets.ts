import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Budget } from "../../../src/engine/budgets.ts";
import type { Store } from "../../../src/engine/ports.ts";
import { type Open, withStore } from "./samples.ts";

const posts: Budget = { name: "posts", everyMs: 1000, burst: 1 };
const edits: Budget = { name: "edits", everyMs: 1500, burst: 4 };

/** A store on a clock that the test sets. */
function onClock(open: Open, work: (store: Store, at: (now: number) => number) => Promise<void>) {
  let time = 0;
  const at = (now: number) => {
    time = now;
    return now;
  };
  return withStore(
    open,
    (store) => work(store, at),
    () => time,
  );
}

export function budgets(open: Open): void {
  describe("a budget", () => {
    it("is spent once in its time, and says how long to wait", () =>
      onClock(open, async ({ budgets: { spend } }, at) => {
        expect(await spend(posts, at(10_000))).toBe(0);
        expect(await spend(posts, at(10_400))).toBe(600);
        expect(await spend(posts, at(11_000))).toBe(0);
        expect(await spend(posts, at(11_999))).toBe(1);
      }));

    it("saves up to its burst, and no more", () =>
      onClock(open, async ({ budgets: { spend } }, at) => {
        for (const start of [10_000, 60_000]) {
          for (let count = 0; count < 4; count += 1) expect(await spend(edits, at(start))).toBe(0);
          expect(await spend(edits, at(start))).toBe(1500);
        }
      }));

    it("keeps a rest for what is more urgent", () =>
      onClock(open, async ({ budgets: { spend } }, at) => {
        expect(await spend(edits, at(10_000), 2)).toBe(0);
        expect(await spend(edits, at(10_000), 2)).toBe(0);
        expect(await spend(edits, at(10_000), 2)).toBe(1500);
        expect(await spend(edits, at(10_000))).toBe(0);
        expect(await spend(edits, at(10_000))).toBe(0);
        expect(await spend(edits, at(10_000))).toBe(1500);
      }));

    it("is each for itself", () =>
      onClock(open, async ({ budgets: { spend } }, at) => {
        expect(await spend(posts, at(10_000))).toBe(0);
        expect(await spend({ ...posts, name: "other" }, at(10_000))).toBe(0);
      }));

    it("is never spent faster than its rate, by however many at once", () =>
      onClock(open, ({ budgets: { spend } }, at) => {
        let test = 0;
        const steps = fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 4 })), {
          maxLength: 8,
        });
        const property = fc.asyncProperty(steps, async (list) => {
          test += 1;
          const budget = { ...edits, name: `edits ${test}` };
          const start = test * 1_000_000;
          let now = at(start);
          let spent = 0;
          for (const [wait, workers] of list) {
            now = at(now + wait);
            const waits = await Promise.all(
              Array.from({ length: workers }, () => spend(budget, now)),
            );
            spent += waits.filter((ms) => ms === 0).length;
            expect(spent).toBeLessThanOrEqual(4 + Math.floor((now - start) / 1500));
          }
        });
        return fc.assert(property, { numRuns: 20 });
      }));
  });

  describe("a budget that Slack closed", () => {
    it("is not spent before the time it named, whatever is saved up", () =>
      onClock(open, async ({ budgets: { spend, exhaust } }, at) => {
        await exhaust("edits", at(10_000) + 30_000);
        expect(await spend(edits, at(10_000))).toBe(30_000);
        expect(await spend(edits, at(39_999))).toBe(1);
        expect(await spend(edits, at(40_000))).toBe(0);
      }));

    it("is not opened by a shorter wait that was asked for earlier", () =>
      onClock(open, async ({ budgets: { spend, exhaust } }, at) => {
        await exhaust("edits", at(10_000) + 30_000);
        await exhaust("edits", at(10_000) + 5_000);
        expect(await spend(edits, at(15_000))).toBe(25_000);
      }));
  });
}
