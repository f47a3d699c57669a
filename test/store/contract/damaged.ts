import { describe, expect, it } from "vitest";
import type { Effect } from "../../../src/run/effects.ts";
import { RunUnreadable } from "../../../src/run/errors.ts";
import type { RunEvent } from "../../../src/run/event.ts";
import { change, claimed, type Open, probe, show, started, withStore } from "./samples.ts";

/** What a hand or a disk may leave of a row: JSON, but not what it should be. */
const broken = [{}, [], { kind: 1 }, { kind: "probe" }, { kind: "watch", visit: 7 }] as const;

export function damaged(open: Open): void {
  describe("a damaged row", () => {
    it.each(broken)("of work is buried and named, and all other work goes on: %j", (left) =>
      withStore(open, async (store) => {
        const bad = { ...probe("r1", "a#1", 5), effect: left as unknown as Effect };
        await started(store, "r1", [bad, show("r1", 6), probe("r1", "b#1", 7)]);
        await started(store, "r2", [show("r2", 8)]);
        const keys = [];
        for (const lease of ["L1", "L2", "L3"]) keys.push((await claimed(store, 9, lease)).key);
        expect(keys).toEqual(["show", "probe b#1", "show"]);
        expect(await store.claim(9, 1000, "L4")).toBeUndefined();
        const why = expect.stringMatching(/damaged and cannot be read/);
        expect((await store.condition(9)).dead).toEqual([{ run: "r1", key: "probe a#1", why }]);
      }),
    );

    it("of work is whole again when it is asked for anew", () =>
      withStore(open, async (store) => {
        const bad = { ...probe("r1", "a#1", 5), effect: {} as Effect };
        await started(store, "r1", [bad]);
        expect(await store.claim(9, 1000, "L1")).toBeUndefined();
        await store.commit(change("r1", 1, { effects: [probe("r1", "a#1", 9)] }));
        expect(await claimed(store, 9, "L2")).toMatchObject({ key: "probe a#1" });
      }));

    it.each([{}, null, { kind: "noted" }, "x"])(
      "of a log is said of its run, and of no other: %j",
      (left) =>
        withStore(open, async (store) => {
          const events = [left as unknown as RunEvent];
          await store.commit(change("r1", 0, { events }));
          await store.commit(change("r2", 0));
          await expect(store.load("r1")).rejects.toThrow(RunUnreadable);
          await expect(store.load("r1")).rejects.toThrow(/record of run r1 .* event 1/);
          expect(await store.load("r2")).toHaveLength(1);
          expect(await store.rows({ limit: 5 })).toHaveLength(2);
        }),
    );
  });
}
