import { describe, expect, it } from "vitest";
import type { Claim, Store } from "../../../src/engine/ports.ts";
import type { DueEffect } from "../../../src/run/effects.ts";
import { change, claimed, type Open, probe, remind, show, started, withStore } from "./samples.ts";

export function askingAgain(open: Open): void {
  describe("an effect that is asked for again", () => {
    it("is still one", () =>
      withOne(open, show("r1", 5), async (store, again) => {
        await again(show("r1", 5));
        await store.finish(await claimed(store, 5, "L1"));
        expect(await store.nextDue(0)).toBeUndefined();
      }));

    it.each([
      [7, 5],
      [3, 3],
    ])("keeps its earliest time when it is a show (5, then %i: %i)", (second, due) =>
      withOne(open, show("r1", 5), async (store, again) => {
        await again(show("r1", second));
        expect(await store.nextDue(0)).toBe(due);
      }),
    );

    it.each([3, 7])("moves to its newest time when it is a reminder (5, then %i)", (due) =>
      withOne(open, remind("r1", "fix#1", 5), async (store, again) => {
        await again(remind("r1", "fix#1", due));
        expect(await store.nextDue(0)).toBe(due);
      }),
    );

    it("waits as Slack asked, when a show was postponed", () =>
      withOne(open, show("r1", 5), async (store, again) => {
        await store.postpone(await claimed(store, 5, "L1"), 65, "ratelimited", false);
        await again(show("r1", 6));
        expect(await store.nextDue(0)).toBe(65);
      }));

    it("keeps counting the failures of a show", () =>
      withOne(open, show("r1", 5), async (store, again) => {
        await store.postpone(await claimed(store, 5, "L1"), 6, "no answer", true);
        await again(show("r1", 6));
        expect(await claimed(store, 6, "L2")).toMatchObject({ attempts: 1, wanted: 2 });
      }));

    it("starts over when it is a probe", () =>
      withOne(open, probe("r1", "retest#1", 5), async (store, again) => {
        await store.postpone(await claimed(store, 5, "L1"), 65, "no answer", true);
        await again(probe("r1", "retest#1", 6));
        expect(await claimed(store, 6, "L2")).toMatchObject({ attempts: 0 });
      }));

    it("comes back to life when it was dead", () =>
      withOne(open, show("r1", 5), async (store, again) => {
        await store.giveUp(await claimed(store, 5, "L1"), "channel is archived");
        await again(show("r1", 9));
        expect(await store.claim(8, 1000, "L2")).toBeUndefined();
        expect(await claimed(store, 9, "L2")).toMatchObject({ attempts: 0 });
      }));
  });

  describe("an effect that is asked for again while a claim is out", () => {
    it("is not claimed a second time meanwhile", () =>
      whileOut(open, async (store) => {
        expect(await store.claim(10, 1000, "L2")).toBeUndefined();
      }));

    it("stays due when the claim is finished, its failures forgotten", () =>
      withOne(open, show("r1", 5), async (store, again) => {
        await store.postpone(await claimed(store, 5, "L1"), 6, "no answer", true);
        const claim = await claimed(store, 6, "L2");
        await again(show("r1", 7));
        await store.finish(claim);
        expect(await claimed(store, 7, "L3")).toMatchObject({ attempts: 0, wanted: 2 });
      }));

    it("stays due when a commit finishes the claim", () =>
      whileOut(open, async (store, done) => {
        expect(await store.commit(change("r1", 2, { done }))).toEqual({ kind: "committed" });
        expect(await claimed(store, 10, "L2")).toMatchObject({ key: "show" });
      }));

    it("waits as long as the claim that is given back", () =>
      whileOut(open, async (store, claim) => {
        await store.postpone(claim, 65, "ratelimited", false);
        expect(await store.nextDue(0)).toBe(65);
      }));

    it("is tried again rather than buried", () =>
      whileOut(open, async (store, claim) => {
        await store.giveUp(claim, "invalid_blocks");
        expect(await claimed(store, 10, "L2")).toMatchObject({ attempts: 0 });
      }));

    it("keeps a later time that was asked for, when the claim is given back", () =>
      withOne(open, remind("r1", "fix#1", 5), async (store, again) => {
        const claim = await claimed(store, 5, "L1");
        await again(remind("r1", "fix#1", 90));
        await store.postpone(claim, 65, "no answer", true);
        expect(await store.nextDue(0)).toBe(90);
      }));
  });
}

type Again = (effect: DueEffect) => Promise<unknown>;

function withOne(
  open: Open,
  first: DueEffect,
  work: (store: Store, again: Again) => Promise<void>,
) {
  return withStore(open, async (store) => {
    await started(store, "r1", [first]);
    await work(store, (effect) => store.commit(change("r1", 1, { effects: [effect] })));
  });
}

/** A show that was claimed at 5 with lease "L1" and asked for again at 6. */
function whileOut(open: Open, work: (store: Store, claim: Claim) => Promise<void>) {
  return withOne(open, show("r1", 5), async (store, again) => {
    const claim = await claimed(store, 5, "L1");
    await again(show("r1", 6));
    await work(store, claim);
  });
}
