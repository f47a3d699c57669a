import { describe, expect, it } from "vitest";
import {
  change,
  claimed,
  type Open,
  probe,
  remind,
  show,
  started,
  watch,
  withStore,
} from "./samples.ts";

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

    it("of a watch stays between its looks, while it looks, and when a look fails", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [watch("r1", "retest#1", 5)]);
        const progress = { says: "12 of 16 requests", share: 0.75, at: 6, expectedAt: 90 };
        await store.rest(await claimed(store, 5, "L1"), 60, progress, 6);
        const shown = () => store.progress("r1", "retest#1");
        expect(await shown()).toEqual(progress);
        const repaint = await claimed(store, 6, "L2");
        expect(repaint.key).toBe("show");
        await store.finish(repaint);
        const failing = await claimed(store, 60, "L3");
        expect(await shown()).toEqual(progress);
        await store.postpone(failing, 70, "no answer", true);
        expect(await shown()).toEqual(progress);
        await claimed(store, 70, "L4");
        // Its worker is killed: the lease runs out.
        const last = await claimed(store, 5000, "L5");
        expect(await shown()).toEqual(progress);
        await store.finish(last);
        expect(await shown()).toBeUndefined();
      }));

    it("of a watch comes with another start: nothing that failed before counts", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [watch("r1", "retest#1", 5)]);
        await store.postpone(await claimed(store, 5, "L1"), 6, "no answer", true);
        const second = await claimed(store, 6, "L2");
        expect(second.attempts).toBe(1);
        const progress = { says: "12 of 16 requests", share: 0.75 };
        await store.rest(second, 60, progress, 6);
        await store.finish(await claimed(store, 6, "L3"));
        expect(await store.nextDue(6)).toBe(60);
        expect(await claimed(store, 60, "L4")).toMatchObject({ attempts: 0 });
      }));

    it("of a watch that somebody is in a hurry for does not put it off", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [watch("r1", "retest#1", 5)]);
        const claim = await claimed(store, 5, "L1");
        await store.commit(change("r1", 1, { effects: [watch("r1", "retest#1", 7)] }));
        const progress = { says: "12 of 16 requests", share: 0.75 };
        await store.rest(claim, 60, progress, 8);
        expect(await store.progress("r1", "retest#1")).toEqual(progress);
        expect(await claimed(store, 8, "L2")).toMatchObject({ key: "watch retest#1", due: 7 });
      }));

    it("of a watch whose lease was lost is not told", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [watch("r1", "retest#1", 5)]);
        const lost = await claimed(store, 5, "L1");
        await claimed(store, 5000, "L2");
        await store.rest(lost, 9999, { says: "late", share: 1 }, 5001);
        expect(await store.progress("r1", "retest#1")).toBeUndefined();
        expect(await store.nextDue(5001)).toBe(6000);
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
