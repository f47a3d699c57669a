import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/engine/ports.ts";
import { change, claimed, type Open, probe, remind, show, started, withStore } from "./samples.ts";

export function claims(open: Open): void {
  describe("claims", () => {
    it("hand out the effect as it was asked for, once it is due", () =>
      withStore(open, async (store) => {
        const effect = remind("r1", "fix#1", 5);
        await started(store, "r1", [effect]);
        expect(await store.claim(4, 1000, "L1")).toBeUndefined();
        expect(await store.claim(5, 1000, "L1")).toEqual({
          ...effect,
          lease: "L1",
          attempts: 0,
          wanted: 1,
        });
      }));

    it("take the oldest first, whoever asked", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [show("r1", 7)]);
        await started(store, "r2", [show("r2", 5)]);
        await started(store, "r3", [show("r3", 6)]);
        const order = [];
        for (const lease of ["L1", "L2", "L3"]) order.push((await claimed(store, 9, lease)).run);
        expect(order).toEqual(["r2", "r3", "r1"]);
      }));

    it("are of one lane where one is named, and so is what falls due next", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [show("r1", 7), probe("r1", "a#1", 5)]);
        await started(store, "r2", [show("r2", 9)]);
        expect(await store.nextDue(0, "show")).toBe(7);
        expect(await store.nextDue(0, "work")).toBe(5);
        expect(await store.claim(6, 1000, "L1", "show")).toBeUndefined();
        expect(await store.claim(9, 1000, "L1", "show")).toMatchObject({ run: "r1", key: "show" });
        expect(await store.claim(9, 1000, "L2", "work")).toMatchObject({ key: "probe a#1" });
        expect(await store.claim(9, 1000, "L3", "work")).toBeUndefined();
        expect(await store.nextDue(9, "work")).toBe(1009);
        expect(await store.claim(9, 1000, "L3", "show")).toMatchObject({ run: "r2" });
      }));

    it("perform the work of a run one by one, in the order in which it was asked for", () =>
      withStore(open, async (store) => {
        const work = [remind("r1", "b#1", 5), probe("r1", "c#1", 5), probe("r1", "a#1", 5)];
        await started(store, "r1", work);
        expect(await performed(store)).toEqual(["remind b#1", "probe c#1", "probe a#1"]);
      }));

    it("perform what is asked for again after what was asked for before", () =>
      withStore(open, async (store) => {
        const [a, b, c] = [probe("r1", "a#1", 5), probe("r1", "b#1", 5), probe("r1", "c#1", 5)];
        await started(store, "r1", [a, b, c]);
        await store.commit(change("r1", 1, { effects: [c, a] }));
        expect(await performed(store)).toEqual(["probe b#1", "probe c#1", "probe a#1"]);
      }));

    it("go to one worker for each run and lane, however many ask at once", () =>
      withStore(open, async (store) => {
        const work = (run: string) => [show(run, 5), probe(run, "a#1", 5), probe(run, "b#1", 5)];
        for (const run of ["r1", "r2"]) await started(store, run, work(run));
        const leases = Array.from({ length: 8 }, (_, worker) => `L${worker}`);
        const answers = await Promise.all(leases.map((lease) => store.claim(9, 1000, lease)));
        const taken = answers.flatMap((claim) =>
          claim === undefined ? [] : [`${claim.run} ${claim.effect.kind}`],
        );
        const all = ["r1 probe", "r1 show", "r2 probe", "r2 show"];
        expect(all).toEqual(expect.arrayContaining(taken));
        expect(new Set(taken).size).toBe(taken.length);
        // One that found all others held may have to ask again, but somebody always gets on.
        expect(taken).not.toEqual([]);
      }));

    it("render a run while its probe is out", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "retest#1", 5), show("r1", 6)]);
        expect(await claimed(store, 9, "L1")).toMatchObject({ key: "probe retest#1" });
        expect(await claimed(store, 9, "L2")).toMatchObject({ key: "show" });
      }));

    it("pass to another worker when the lease has run out, one attempt more", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [show("r1", 5)]);
        const first = await claimed(store, 5, "L1");
        expect(await store.claim(1004, 1000, "L2")).toBeUndefined();
        const second = await claimed(store, 1005, "L2");
        expect(second).toMatchObject({ key: "show", attempts: 1 });
        expect(await store.renew(first, 9999)).toBe(false);
        expect(await store.renew(second, 9999)).toBe(true);
      }));

    it("last longer when they are renewed", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [show("r1", 5)]);
        expect(await store.renew(await claimed(store, 5, "L1"), 3000)).toBe(true);
        expect(await store.claim(2999, 1000, "L2")).toBeUndefined();
        expect(await store.claim(3000, 1000, "L2")).toMatchObject({ lease: "L2" });
      }));

    it("that lost their lease change nothing", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "retest#1", 5)]);
        const lost = await claimed(store, 5, "L1");
        const held = await claimed(store, 5000, "L2");
        await store.finish(lost);
        await store.postpone(lost, 1, "late", true);
        await store.giveUp(lost, "late");
        await store.setProgress(lost, { says: "late", share: 1 }, 0);
        expect(await store.progress("r1", "retest#1")).toBeUndefined();
        expect(await store.renew(held, 9000)).toBe(true);
        await store.postpone(held, 7000, "no answer", false);
        expect(await claimed(store, 7000, "L3")).toMatchObject({ attempts: held.attempts });
      }));

    it("are gone when finished", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [show("r1", 5)]);
        const claim = await claimed(store, 5, "L1");
        await store.finish(claim);
        expect(await store.renew(claim, 9999)).toBe(false);
        expect(await store.nextDue(9999)).toBeUndefined();
      }));

    it.each([
      [true, 1],
      [false, 0],
    ])("come back later when postponed (counted: %s)", (counted, attempts) =>
      withStore(open, async (store) => {
        await started(store, "r1", [show("r1", 5)]);
        await store.postpone(await claimed(store, 5, "L1"), 60, "no answer", counted);
        expect(await store.claim(59, 1000, "L2")).toBeUndefined();
        expect(await claimed(store, 60, "L2")).toMatchObject({ attempts, due: 60 });
      }),
    );

    it("that are buried let the others pass, and come back when the run's dead are revived", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "a#1", 5), probe("r1", "b#1", 6)]);
        await started(store, "r2", [show("r2", 7)]);
        await store.giveUp(await claimed(store, 9, "L1"), "it kills the worker");
        await store.finish(await claimed(store, 9, "L2"));
        await store.giveUp(await claimed(store, 9, "L3"), "archived");
        expect(await store.nextDue(9)).toBeUndefined();
        expect(await store.requeue("r1", 20)).toBe(1);
        expect(await store.nextDue(9)).toBe(20);
        expect(await claimed(store, 20, "L4")).toMatchObject({ key: "probe a#1", attempts: 0 });
        expect(await store.requeue("r1", 30)).toBe(0);
      }));
  });
}

/** Performs what is due at 9, one by one while nobody else gets any; resolves with the keys in that order. */
async function performed(store: Store): Promise<readonly string[]> {
  const order: string[] = [];
  for (let left = await store.claim(9, 1000, "L0"); left !== undefined; ) {
    expect(await store.claim(9, 1000, "other")).toBeUndefined();
    order.push(left.key);
    await store.finish(left);
    left = await store.claim(9, 1000, `L${order.length}`);
  }
  return order;
}
