import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { change, type Open, runRow, show, started, withStore } from "./samples.ts";

export function deliveries(open: Open): void {
  describe("a delivery", () => {
    it("is recorded once, however often and in whatever order it comes", () =>
      withStore(open, (store) => {
        let runs = 0;
        const ids = fc.array(fc.constantFrom("d1", "d2", "d3", "d4"), { maxLength: 12 });
        const once = fc.asyncProperty(ids, async (deliveries) => {
          const run = `run${++runs}`;
          await started(store, run);
          const seen = new Set<string>();
          for (const id of deliveries) {
            const delivery = `${id} of ${run}`;
            const answer = await store.commit(change(run, 1 + seen.size, { delivery }));
            expect(answer.kind).toBe(seen.has(id) ? "duplicate" : "committed");
            seen.add(id);
          }
          expect(await store.load(run)).toHaveLength(1 + seen.size);
        });
        return fc.assert(once, { numRuns: 30 });
      }));

    it("is recorded once when it comes twice at the same time", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        const twice = [1, 2].map(() => store.commit(change("r1", 1, { delivery: "d1" })));
        const kinds = (await Promise.all(twice)).map(({ kind }) => kind);
        expect(kinds.sort()).toEqual(["committed", "duplicate"]);
      }));

    it("is known again although the run has moved on since", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        await store.commit(change("r1", 1, { delivery: "d1" }));
        await store.commit(change("r1", 2));
        const again = change("r1", 1, { delivery: "d1", effects: [show("r1", 5)] });
        expect(await store.commit(again)).toEqual({ kind: "duplicate", run: again.row.id });
        expect(await store.nextDue(0)).toBeUndefined();
      }));

    it("is not remembered when its commit was refused", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        const other = runRow("r2", { subject: runRow("r1").subject });
        expect((await store.commit(change("r1", 7, { delivery: "d1" }))).kind).toBe("conflict");
        expect((await store.commit(change(other, 0, { delivery: "d1" }))).kind).toBe("alreadyOpen");
        expect((await store.commit(change("r1", 1, { delivery: "d1" }))).kind).toBe("committed");
      }));

    it("is forgotten once it is older than asked", async () => {
      let now = 100;
      await withStore(
        open,
        async (store) => {
          await started(store, "r1");
          await store.commit(change("r1", 1, { delivery: "old" }));
          now = 200;
          await store.commit(change("r1", 2, { delivery: "new" }));
          expect(await store.forgetDeliveries(200)).toBe(1);
          expect((await store.commit(change("r1", 3, { delivery: "new" }))).kind).toBe("duplicate");
          expect((await store.commit(change("r1", 3, { delivery: "old" }))).kind).toBe("committed");
        },
        () => now,
      );
    });
  });
}
