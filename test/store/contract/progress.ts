import { describe, expect, it } from "vitest";
import { claimed, type Open, probe, remind, show, started, withStore } from "./samples.ts";

export function progress(open: Open): void {
  describe("the time of the next effect", () => {
    it("is the earliest that is due", () =>
      withStore(open, async (store) => {
        expect(await store.nextDue(0)).toBeUndefined();
        await started(store, "r1", [show("r1", 7), remind("r1", "fix#1", 900)]);
        await started(store, "r2", [show("r2", 6)]);
        expect(await store.nextDue(0)).toBe(6);
        expect(await store.nextDue(100)).toBe(6);
      }));

    it("is the end of the lease where somebody works on its lane", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "a#1", 5), probe("r1", "b#1", 6)]);
        await claimed(store, 9, "L1");
        expect(await store.nextDue(9)).toBe(1009);
        expect(await store.nextDue(1009)).toBe(5);
      }));
  });

  describe("the progress of a probe", () => {
    it("is told while it is out, and gone with its effect", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "retest#1", 5)]);
        expect(await store.progress("r1", "retest#1")).toBeUndefined();
        const claim = await claimed(store, 5, "L1");
        await store.setProgress(claim, { says: "10 of 300 requests", share: 0.03 }, 6);
        const progress = { says: "120 of 300 requests", share: 0.4 };
        await store.setProgress(claim, progress, 7);
        expect(await store.progress("r1", "retest#1")).toEqual(progress);
        expect(await store.progress("r1", "retest#2")).toBeUndefined();
        await store.finish(claim);
        expect(await store.progress("r1", "retest#1")).toBeUndefined();
      }));

    it("asks for a repaint beside the look, not behind it", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "retest#1", 5)]);
        const claim = await claimed(store, 5, "L1");
        await store.setProgress(claim, { says: "half", share: 0.5 }, 6);
        expect(await claimed(store, 6, "L2")).toMatchObject({ key: "show", due: 6 });
      }));

    it("starts anew with another attempt", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "retest#1", 5)]);
        await store.setProgress(await claimed(store, 5, "L1"), { says: "half", share: 0.5 }, 5);
        await claimed(store, 5000, "L2");
        await claimed(store, 5000, "L3");
        expect(await store.progress("r1", "retest#1")).toBeUndefined();
      }));
  });
}
