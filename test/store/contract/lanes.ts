import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim, Store } from "../../../src/engine/ports.ts";
import { createModel } from "./model.ts";
import { change, type Open, started, withStore } from "./samples.ts";
import { type Step, step } from "./steps.ts";

export function lanes(open: Open): void {
  describe("whatever is asked for, claimed, lost and given back, in whatever order", () => {
    it(
      "no live claims share a lane, nothing comes early, nothing is lost and nothing comes twice",
      () =>
        fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) =>
            withStore(open, async (store) => {
              const world = await createWorld(store);
              for (const each of steps) await world.perform(each);
              await world.drain();
            }),
          ),
          { numRuns: 40 },
        ),
      // Each of them opens and empties a database, and one that goes on beside the next test would take its work.
      180_000,
    );
  });
}

const leaseMs = 100;

/** A store and its model, side by side on one clock. */
async function createWorld(store: Store) {
  const model = createModel();
  const claims: Claim[] = [];
  const revisions: Record<string, number> = { r1: 1, r2: 1 };
  let now = 0;
  for (const run of ["r1", "r2"]) await started(store, run);

  async function claim(): Promise<Claim | undefined> {
    const next = await store.nextDue(now);
    const claim = await store.claim(now, leaseMs, `L${claims.length}`);
    // The worker sleeps until nextDue: it must never sleep past work, nor be woken for none.
    expect(claim !== undefined).toBe(next !== undefined && next <= now);
    if (claim === undefined) return undefined;
    model.claimed(claim, now, now + leaseMs);
    claims.push(claim);
    return claim;
  }

  async function commit(run: string, but: Parameters<typeof change>[2]) {
    const answer = await store.commit(change(run, revisions[run] ?? 0, but));
    if (answer.kind === "committed") revisions[run] = (revisions[run] ?? 0) + 1;
    return answer.kind;
  }

  async function withClaim(
    step: Extract<Step, { readonly which: number }>,
    claim: Claim,
  ): Promise<void> {
    switch (step.kind) {
      case "finish":
        await store.finish(claim);
        return model.finished(claim);
      case "report": {
        const kind = await commit(claim.run, { done: claim });
        expect(kind).toBe(model.holds(claim) ? "committed" : "leaseLost");
        return model.finished(claim);
      }
      case "giveUp":
        await store.giveUp(claim, "poison");
        return model.buried(claim);
      case "renew":
        expect(await store.renew(claim, now + leaseMs)).toBe(model.holds(claim));
        return model.renewed(claim, now + leaseMs);
      case "postpone":
        await store.postpone(claim, now + step.by, "no answer", true);
        return model.postponed(claim);
      default:
        step satisfies never;
    }
  }

  async function perform(step: Step): Promise<void> {
    switch (step.kind) {
      case "ask":
        expect(await commit(step.effect.run, { effects: [step.effect] })).toBe("committed");
        return model.asked(step.effect);
      case "claim":
        await claim();
        return;
      case "requeue":
        expect(await store.requeue(step.run, now)).toBe(model.revived(step.run));
        return;
      case "wait":
        now += step.ms;
        return;
      default: {
        // Counted from the newest, so that most steps meet a live claim and some a lost one.
        const one = claims.at(-1 - step.which);
        if (one !== undefined) await withClaim(step, one);
      }
    }
  }

  /** Waits for everything to fall due and every lease to end, then performs all that is left. */
  async function drain(): Promise<void> {
    now += 10_000;
    const left = model.pending();
    const drained: string[] = [];
    for (let one = await claim(); one !== undefined; one = await claim()) {
      drained.push(`${one.run} ${one.key}`);
      await store.finish(one);
      model.finished(one);
    }
    expect(drained.sort()).toEqual(left.sort());
  }

  return { perform, drain };
}
