import { describe, expect, it } from "vitest";
import type { Budget, BudgetWait } from "../../../src/engine/budgets.ts";
import type { Store } from "../../../src/engine/ports.ts";
import { change, claimed, type Open, probe, runRow, show, started, withStore } from "./samples.ts";

const posts: Budget = { name: "posts C1", everyMs: 1_000, burst: 1 };
const edits: Budget = { name: "edits", everyMs: 1_500, burst: 4 };
const held: BudgetWait = { budget: posts.name, keep: 1, why: "The budget is spent." };

/** A store on a clock that the test moves. */
function onClock(
  open: Open,
  work: (store: Store, at: (now: number) => number) => Promise<void>,
): Promise<void> {
  let time = 10_000;
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

/** What can be claimed at this moment, all of it. */
async function taken(store: Store, now: number): Promise<readonly string[]> {
  const runs: string[] = [];
  for (let nth = 0; ; nth += 1) {
    const claim = await store.claim(now, 1000, `L${now}-${nth}`);
    if (claim === undefined) return runs;
    runs.push(claim.run);
    if (claim.paid !== undefined) expect(claim.paid).toMatch(/posts C1|edits/);
    await store.finish(claim);
  }
}

export function holds(open: Open): void {
  describe("work that a budget holds", () => {
    it("is claimed one by one as the budget lets it through, and not before", () =>
      onClock(open, async (store, at) => {
        const runs = ["r1", "r2", "r3"];
        for (const run of runs) await started(store, run, [show(run, 9_000)]);
        expect(await store.budgets.spend(posts, at(10_000))).toBe(0);
        for (const _ of runs) await store.hold(await claimed(store, 10_000, `L${_}`), held);
        expect(await taken(store, at(10_500))).toEqual([]);
        expect(await store.nextDue(10_500)).toBe(11_000);
        expect(await taken(store, at(11_000))).toEqual(["r1"]);
        expect(await taken(store, at(11_999))).toEqual([]);
        expect(await store.nextDue(11_999)).toBe(12_000);
        expect(await taken(store, at(12_000))).toEqual(["r2"]);
        expect(await taken(store, at(60_000))).toEqual(["r3"]);
        expect(await store.nextDue(60_000)).toBeUndefined();
      }));

    it("keeps nothing else waiting", () =>
      onClock(open, async (store, at) => {
        await started(store, "r1", [show("r1", 9_000)]);
        await store.budgets.spend(posts, at(10_000));
        await store.hold(await claimed(store, 10_000, "L1"), held);
        await started(store, "r2", [show("r2", 9_500), probe("r2", "a#1", 9_500)]);
        expect(await taken(store, 10_000)).toHaveLength(2);
        expect(await store.nextDue(10_000, "work")).toBeUndefined();
      }));

    it("goes at once when something happens to its run, but not for a mere repaint", () =>
      onClock(open, async (store, at) => {
        await started(store, "r1", [show("r1", 9_000)]);
        await store.budgets.spend(posts, at(10_000));
        await store.hold(await claimed(store, 10_000, "L1"), held);
        await store.commit(change("r1", 1, { events: [], effects: [show("r1", 10_000)] }));
        expect(await taken(store, 10_000)).toEqual([]);
        await store.commit(change("r1", 1, { effects: [show("r1", 10_000)] }));
        expect(await taken(store, 10_000)).toEqual(["r1"]);
      }));

    it("takes along what waits for the same: repaints in the channel whose card is to come", () =>
      onClock(open, async (store, at) => {
        const elsewhere = runRow("r4", { place: { team: "T1", channel: "C2" } });
        for (const run of ["r1", "r2", "r3"]) await started(store, run, [show(run, 9_000)]);
        await store.commit(change(elsewhere, 0, { effects: [show("r4", 9_000)] }));
        const card = { key: "card", ts: "1.1", hash: "h", generation: 1 };
        await store.messages.put("r3", card);
        await store.budgets.spend(posts, at(10_000));
        await store.hold(await claimed(store, 10_000, "L1"), { ...held, channel: "C1" });
        expect(await taken(store, 10_000)).toEqual(["r3", "r4"]);
        expect(await store.condition(10_000)).toMatchObject({
          held: [{ budget: "posts C1", waiting: 2, since: 9_000 }],
        });
      }));

    it("lets what is urgent go first, and leaves it what the rule keeps for it", () =>
      onClock(open, async (store, at) => {
        for (const run of ["r1", "r2"]) await started(store, run, [show(run, 9_000)]);
        while ((await store.budgets.spend(edits, at(10_000))) === 0);
        const [one, other] = [
          await claimed(store, 10_000, "L1"),
          await claimed(store, 10_000, "L2"),
        ];
        await store.hold(one, { budget: "edits", keep: 3, why: "Spent." });
        await store.hold(other, { budget: "edits", keep: 0, why: "Spent." });
        expect(await store.nextDue(10_000)).toBe(11_500);
        expect(await taken(store, at(11_500))).toEqual([other.run]);
        expect(await taken(store, at(13_000))).toEqual([]);
        expect(await taken(store, at(18_000))).toEqual([one.run]);
      }));

    it("waits for nobody for ever who always wants more, and more urgently", () =>
      onClock(open, async (store, at) => {
        await started(store, "busy", [show("busy", 9_000)]);
        await started(store, "card", [show("card", 9_500)]);
        await store.budgets.spend(posts, at(10_000));
        await store.hold(await claimed(store, 10_000, "L1"), { ...held, keep: 0 });
        await store.hold(await claimed(store, 10_000, "L2"), held);
        const through: string[] = [];
        for (let now = 11_000; now < 25_000; now += 1_000) {
          const claim = await claimed(store, at(now), `M${now}`);
          through.push(claim.run);
          if (claim.run === "card") await store.finish(claim);
          else await store.hold(claim, { ...held, keep: 0 });
        }
        expect(through.indexOf("card")).toBeGreaterThan(5);
        expect(through.indexOf("card")).toBeLessThan(12);
      }));

    it("is let through in turn, whoever wants how much of it", () =>
      onClock(open, async (store, at) => {
        for (const run of ["r1", "r2"]) await started(store, run, [show(run, 9_000)]);
        await store.budgets.spend(posts, at(10_000));
        for (const lease of ["L1", "L2"])
          await store.hold(await claimed(store, 10_000, lease), held);
        const through: string[] = [];
        for (let now = 11_000; now < 15_000; now += 1_000) {
          const claim = await claimed(store, at(now), `M${now}`);
          through.push(claim.run);
          await store.hold(claim, held);
        }
        expect(through).toEqual(["r1", "r2", "r1", "r2"]);
      }));

    it("is let through in its time also after a clock that was ahead is corrected", () =>
      onClock(open, async (store, at) => {
        await started(store, "r1", [show("r1", 9_000)]);
        await store.budgets.spend(posts, at(100_000_000));
        await store.hold(await claimed(store, 100_000_000, "L1"), held);
        expect(await taken(store, at(20_000))).toEqual([]);
        expect(await taken(store, at(21_000))).toEqual(["r1"]);
      }));

    it("was lost with its lease: it stays with whoever has it", () =>
      onClock(open, async (store, at) => {
        await started(store, "r1", [show("r1", 9_000)]);
        const lost = await claimed(store, at(10_000), "L1");
        await claimed(store, at(20_000), "L2");
        await store.hold(lost, held);
        expect(await store.condition(20_000)).toEqual({ dead: [] });
      }));
  });

  it("a timer that is void leaves with the commit that ends its visit", () =>
    withStore(open, async (store) => {
      const remind = { visit: "a#1", afterSeconds: 600 };
      const effect = { kind: "remind", ...remind } as const;
      await started(store, "r1", [{ run: "r1", key: "remind a#1", effect, due: 600_000 }]);
      await store.commit(change("r1", 1, { voids: ["remind a#1"] }));
      expect(await store.nextDue(0)).toBeUndefined();
    }));
}
