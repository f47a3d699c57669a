import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../../src/run/errors.ts";
import {
  change,
  claimed,
  noted,
  type Open,
  picture,
  probe,
  show,
  started,
  withStore,
} from "./samples.ts";

export function commits(open: Open): void {
  describe("commits", () => {
    it("keep row, events and facts together", () =>
      withStore(open, async (store) => {
        const facts = { visit: "retest#1", json: { series: [1, 2.5, null], zero: "a\u0000b" } };
        const begun = change("r1", 0, { events: [noted("one"), noted("two")], facts });
        expect(await store.commit(begun)).toEqual({ kind: "committed" });
        expect(await store.load("r1")).toEqual(begun.events);
        expect(await store.row("r1")).toEqual(begun.row);
        expect(await store.facts("r1", "retest#1")).toEqual(facts.json);
      }));

    it("append to the log and move the row", () =>
      withStore(open, async (store) => {
        await store.commit(change("r1", 0, { events: [noted("one"), noted("two")] }));
        const next = change("r1", 2, { events: [noted("three")] });
        const handedOver = { ...next, row: { ...next.row, driver: "U2" } };
        expect(await store.commit(handedOver)).toEqual({ kind: "committed" });
        expect((await store.load("r1")).map((event) => "text" in event && event.text)).toEqual([
          "one",
          "two",
          "three",
        ]);
        expect(await store.row("r1")).toMatchObject({ driver: "U2", revision: 3 });
      }));

    it("replace the facts of a visit that is observed again", () =>
      withStore(open, async (store) => {
        await store.commit(change("r1", 0, { facts: { visit: "retest#1", json: 1 } }));
        await store.commit(change("r1", 1, { facts: { visit: "retest#1", json: 2 } }));
        expect(await store.facts("r1", "retest#1")).toBe(2);
      }));

    it.each([
      ["behind", 1],
      ["ahead of", 3],
      ["creating again", 0],
    ])("conflict when they are %s the run's revision, and change nothing", (_, expected) =>
      withStore(open, async (store) => {
        await started(store, "r1");
        await store.commit(change("r1", 1));
        const before = await picture(store, "r1");
        const late = change("r1", expected, {
          effects: [show("r1", 5)],
          facts: { visit: "retest#1", json: 1 },
        });
        expect(await store.commit(late)).toEqual({ kind: "conflict" });
        expect(await picture(store, "r1")).toEqual(before);
      }),
    );

    it("conflict when the run does not exist", () =>
      withStore(open, async (store) => {
        expect(await store.commit(change("r1", 1))).toEqual({ kind: "conflict" });
        expect(await store.row("r1")).toBeUndefined();
      }));

    it("finish the effect that they report on", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "retest#1", 5)]);
        const done = await claimed(store, 5, "L1");
        expect(await store.commit(change("r1", 1, { done }))).toEqual({ kind: "committed" });
        expect(await store.nextDue(9999)).toBeUndefined();
      }));

    it("are refused when another worker took the effect over, and change nothing", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "retest#1", 5)]);
        const done = await claimed(store, 5, "L1");
        const theirs = await claimed(store, 5000, "L2");
        const before = await picture(store, "r1");
        expect(await store.commit(change("r1", 1, { done }))).toEqual({ kind: "leaseLost" });
        expect(await picture(store, "r1")).toEqual(before);
        const kept = change("r1", 1, { done: theirs });
        expect(await store.commit(kept)).toEqual({ kind: "committed" });
      }));

    it("may finish an effect and ask for the same again", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "retest#1", 5)]);
        const done = await claimed(store, 5, "L1");
        await store.commit(change("r1", 1, { done, effects: [probe("r1", "retest#1", 50)] }));
        expect(await store.claim(49, 1000, "L2")).toBeUndefined();
        expect(await store.claim(50, 1000, "L2")).toMatchObject({ key: "probe retest#1" });
      }));

    it("let exactly one of several win a revision", () =>
      withStore(open, (store) =>
        everyTime(fc.integer({ min: 2, max: 8 }), async (writers, run) => {
          await started(store, run);
          const all = Array.from({ length: writers }, (_, writer) =>
            store.commit(change(run, 1, { events: [noted(`by ${writer}`)] })),
          );
          const kinds = (await Promise.all(all)).map(({ kind }) => kind);
          expect(kinds.sort()).toEqual(["committed", ...Array(writers - 1).fill("conflict")]);
          expect(await store.load(run)).toHaveLength(2);
        }),
      ));

    it("are refused with a sentence when their time was over before they began", () =>
      withStore(open, async (store) => {
        const late = store.commit(change("r1", 0), AbortSignal.abort());
        await expect(late).rejects.toThrow(StoreUnavailable);
        await expect(late).rejects.toThrow(/not recorded/);
        expect(await store.row("r1")).toBeUndefined();
      }));

    it("are refused when their time ends while they are under way, and change nothing", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        const before = await picture(store, "r1");
        const controller = new AbortController();
        const effects = [show("r1", 5)];
        const late = store.commit(change("r1", 1, { effects }), controller.signal);
        controller.abort();
        await expect(late).rejects.toThrow(StoreUnavailable);
        expect(await picture(store, "r1")).toEqual(before);
      }));

    it("are recorded exactly when they say so, whenever their time ends", () =>
      withStore(open, (store) =>
        everyTime(fc.integer({ min: 0, max: 150 }), async (turns, run) => {
          await started(store, run);
          const delivery = `of ${run}`;
          const controller = new AbortController();
          const answer = store
            .commit(change(run, 1, { delivery }), controller.signal)
            .then(({ kind }) => kind)
            .catch(() => "refused");
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          controller.abort();
          const recorded = (await answer) === "committed";
          expect(await store.load(run)).toHaveLength(recorded ? 2 : 1);
          const again = await store.commit(change(run, recorded ? 2 : 1, { delivery }));
          expect(again).toEqual(recorded ? { kind: "duplicate", run } : { kind: "committed" });
        }),
      ));
  });
}

/** Checks a property for many values, each with a run of its own. */
function everyTime<Value>(
  values: fc.Arbitrary<Value>,
  holds: (value: Value, run: string) => Promise<void>,
): Promise<void> {
  let runs = 0;
  return fc.assert(
    fc.asyncProperty(values, (value) => {
      runs += 1;
      return holds(value, `run${runs}`);
    }),
    { numRuns: 60 },
  );
}
