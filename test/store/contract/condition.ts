import { describe, expect, it } from "vitest";
import { claimed, type Open, probe, remind, show, started, withStore } from "./samples.ts";

export function conditions(open: Open): void {
  const at = (now: number) => () => now;

  describe("the condition", () => {
    it("names nothing where nothing waits", () =>
      withStore(
        open,
        async (store) => {
          await started(store, "r1", [show("r1", 500)]);
          expect(await store.condition(100)).toEqual({ dead: [] });
        },
        at(100),
      ));

    it("says since when the oldest work is due that nobody does", () =>
      withStore(
        open,
        async (store) => {
          await started(store, "r1", [show("r1", 50), remind("r1", "fix#1", 20)]);
          await started(store, "r2", [show("r2", 10)]);
          expect(await store.condition(100)).toMatchObject({ oldestDue: 10 });
          await claimed(store, 100, "L1");
          expect(await store.condition(100)).toMatchObject({ oldestDue: 20 });
        },
        at(100),
      ));

    it("leaves out what waits behind work under way in its run and lane", () =>
      withStore(
        open,
        async (store) => {
          await started(store, "r1", [probe("r1", "look#1", 10), remind("r1", "look#1", 20)]);
          await claimed(store, 100, "L1");
          expect(await store.condition(100)).toEqual({ dead: [] });
        },
        at(100),
      ));

    it("names what was given up, and why", () =>
      withStore(
        open,
        async (store) => {
          await started(store, "r1", [show("r1", 10)]);
          await store.giveUp(await claimed(store, 100, "L1"), "The channel is archived.");
          expect(await store.condition(100)).toEqual({
            dead: [{ run: "r1", key: "show", why: "The channel is archived." }],
          });
        },
        at(100),
      ));
  });
}
