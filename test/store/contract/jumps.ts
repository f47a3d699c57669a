import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Budget } from "../../../src/engine/budgets.ts";
import type { Store } from "../../../src/engine/ports.ts";
import type { DueEffect } from "../../../src/run/effects.ts";
import { change, claimed, type Open, probe, remind, show, started, watch } from "./samples.ts";

const hour = 3_600_000;
const day = 24 * hour;
const right = 100 * day;

/** A store on a clock that was ahead (or behind) by `by` when it was opened. */
async function jumping(
  open: Open,
  by: number,
  work: (world: {
    readonly store: Store;
    readonly now: () => number;
    /** Sets the clock right. */
    readonly correct: () => void;
    readonly pass: (ms: number) => void;
  }) => Promise<void>,
) {
  let offset = by;
  let time = right;
  const now = () => time + offset;
  const store = await open(now);
  try {
    await work({
      store,
      now,
      correct: () => {
        offset = 0;
      },
      pass: (ms) => {
        time += ms;
      },
    });
  } finally {
    await store.close();
  }
}

export function jumps(open: Open): void {
  const edits: Budget = { name: "edits", everyMs: 1_500, burst: 4 };

  describe("a clock that was ahead and is corrected", () => {
    it("lets a budget be spent again after what its rule asks for", () =>
      jumping(open, hour, async ({ store: { budgets }, now, correct, pass }) => {
        while ((await budgets.spend(edits, now())) === 0);
        correct();
        expect(await budgets.spend(edits, now())).toBeLessThanOrEqual(edits.everyMs);
        pass(edits.everyMs);
        expect(await budgets.spend(edits, now())).toBe(0);
      }));

    it("lets Slack's word to wait hold for as long as it asked for, and no longer", () =>
      jumping(open, day, async ({ store: { budgets }, now, correct, pass }) => {
        await budgets.exhaust("edits", now() + 30_000);
        correct();
        expect(await budgets.spend(edits, now())).toBe(30_000);
        pass(30_000);
        expect(await budgets.spend(edits, now())).toBe(0);
      }));

    it.each([
      ["a repaint", show("r1", 0), 0],
      ["a look", probe("r1", "a#1", 0), 0],
      ["a watch", watch("r1", "a#1", 0), 60_000],
      ["a reminder", remind("r1", "a#1", 0), 600_000],
    ] as const)("keeps the wait that %s had", (_, effect, wait) =>
      jumping(open, day, async ({ store, now, correct, pass }) => {
        await started(store, "r1", [later(effect, now() + wait)]);
        correct();
        if (wait > 0) expect(await store.claim(now(), 1000, "L1")).toBeUndefined();
        pass(wait);
        expect(await store.claim(now(), 1000, "L2")).toMatchObject({ key: effect.key });
      }),
    );

    it("tells the worker to sleep no longer than that wait", () =>
      jumping(open, day, async ({ store, now, correct }) => {
        await started(store, "r1", [remind("r1", "a#1", now() + 600_000)]);
        correct();
        expect(await store.claim(now(), 1000, "L1")).toBeUndefined();
        expect(await store.nextDue(now())).toBe(now() + 600_000);
      }));

    it("takes up what was put off, also when it is asked for again", () =>
      jumping(open, hour, async ({ store, now, correct, pass }) => {
        await started(store, "r1", [show("r1", now())]);
        await store.postpone(await claimed(store, now(), "L1"), now() + 5_000, "no answer", true);
        correct();
        await store.commit(change("r1", 1, { effects: [show("r1", now())] }));
        expect(await store.claim(now(), 1000, "L2")).toBeUndefined();
        pass(5_000);
        expect(await store.claim(now(), 1000, "L3")).toMatchObject({ key: "show" });
      }));

    it("lets the lease of a worker that died run out in its time", () =>
      jumping(open, hour, async ({ store, now, correct, pass }) => {
        await started(store, "r1", [show("r1", now())]);
        await claimed(store, now(), "L1");
        correct();
        expect(await store.claim(now(), 1000, "L2")).toBeUndefined();
        pass(1000);
        expect(await store.claim(now(), 1000, "L3")).toMatchObject({ attempts: 1 });
      }));

    it("cuts a lease that was renewed by it, and leaves it to a worker that goes on", () =>
      jumping(open, hour, async ({ store, now, correct, pass }) => {
        await started(store, "r1", [show("r1", now())]);
        const claim = await claimed(store, now(), "L1");
        correct();
        await store.claim(now(), 1000, "L2");
        expect(await store.renew(claim, now() + hour)).toBe(true);
        expect(await store.claim(now(), 1000, "L3")).toBeUndefined();
        expect(await store.renew(claim, now() + 1_000)).toBe(true);
        expect(await store.claim(now() + 999, 1000, "L4")).toBeUndefined();
        expect(await store.renew(claim, now() + hour)).toBe(true);
        await store.claim(now(), 1000, "L5");
        pass(60_000);
        expect(await store.claim(now(), 1000, "L6")).toMatchObject({ key: "show" });
      }));

    it("leaves a lease to a worker that renewed it before anybody asked for work", () =>
      jumping(open, hour, async ({ store, now, correct, pass }) => {
        await started(store, "r1", [show("r1", now())]);
        const claim = await claimed(store, now(), "L1");
        correct();
        expect(await store.renew(claim, now() + 30_000)).toBe(true);
        expect(await store.claim(now(), 1000, "L2")).toBeUndefined();
        pass(29_000);
        expect(await store.claim(now(), 1000, "L3")).toBeUndefined();
        pass(1_000);
        expect(await store.claim(now(), 1000, "L4")).toMatchObject({ key: "show" });
      }));

    it("still knows a delivery, and that the store can be written", () =>
      jumping(open, day, async ({ store, now, correct }) => {
        await store.condition(now());
        await store.commit(change("r1", 0, { delivery: "d1" }));
        correct();
        await store.forgetDeliveries(now() - hour);
        expect(await store.condition(now())).toMatchObject({ dead: [] });
        expect((await store.commit(change("r1", 1, { delivery: "d1" }))).kind).toBe("duplicate");
      }));
  });

  describe("a clock that was behind and is corrected", () => {
    it("makes due what is due, frees what is free, and ends what has ended", () =>
      jumping(open, -day, async ({ store, now, correct }) => {
        while ((await store.budgets.spend(edits, now())) === 0);
        await started(store, "r1", [show("r1", now()), remind("r1", "a#1", now() + hour)]);
        await claimed(store, now(), "L1");
        correct();
        expect(await store.budgets.spend(edits, now())).toBe(0);
        const keys = [await claimed(store, now(), "L2"), await claimed(store, now(), "L3")];
        expect(keys.map(({ key }) => key).sort()).toEqual(["remind a#1", "show"]);
      }));
  });

  it("never waits longer than the rules can mean, however the clock jumps", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -400 * day, max: 400 * day }), { maxLength: 6 }),
        async (offsets) => {
          let now = 1_000 * day;
          const store = await open(() => now);
          try {
            await started(store, "r1", [show("r1", now)]);
            for (const by of offsets) {
              now = 1_000 * day + by;
              expect(await store.budgets.spend(edits, now)).toBeLessThanOrEqual(6_000);
              const claim = await store.claim(now, 30_000, `L${by}`);
              await store.claim(now, 30_000, "idle");
              expect(((await store.nextDue(now)) ?? 0) - now).toBeLessThanOrEqual(70_000);
              if (claim) await store.postpone(claim, now + 60_000, "no answer", true);
            }
          } finally {
            await store.close();
          }
        },
      ),
      { numRuns: 30 },
    ));
}

const later = (effect: DueEffect, due: number): DueEffect => ({ ...effect, due });
