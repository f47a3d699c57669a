import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/engine/ports.ts";
import { mostPruned } from "../../../src/store/log/log.ts";
import { change, type Open, runRow, withStore } from "./samples.ts";

export function pruning(open: Open): void {
  describe("raw material of looks", () => {
    it("goes when it is old and its run is closed, and nothing else goes", async () => {
      let now = 100;
      await withStore(
        open,
        async (store) => {
          await looked(store, "old", "a#1", "closed");
          await looked(store, "waiting", "a#1", "open");
          now = 200;
          await looked(store, "new", "a#1", "closed");
          expect(await store.pruneFacts(200)).toBe(1);
          expect(await store.facts("old", "a#1")).toBeUndefined();
          expect(await store.facts("waiting", "a#1")).toBe("facts of waiting");
          expect(await store.facts("new", "a#1")).toBe("facts of new");
          expect(await store.load("old")).toHaveLength(1);
          expect(await store.row("old")).toMatchObject({ status: "closed" });
          expect(await store.pruneFacts(200)).toBe(0);
        },
        () => now,
      );
    });

    it("goes piece by piece where there is much of it", () =>
      withStore(
        open,
        async (store) => {
          for (let run = 0; run <= mostPruned; run++)
            await looked(store, `r${run}`, "a#1", "closed");
          expect(await store.pruneFacts(200)).toBe(mostPruned);
          expect(await store.pruneFacts(200)).toBe(1);
          expect(await store.pruneFacts(200)).toBe(0);
        },
        () => 100,
      ));

    it("is as old as the newest look of its visit", async () => {
      let now = 100;
      await withStore(
        open,
        async (store) => {
          await looked(store, "r1", "a#1", "closed");
          now = 200;
          const row = runRow("r1", { status: "closed" });
          await store.commit(change(row, 1, { facts: { visit: "a#1", json: "again" } }));
          expect(await store.pruneFacts(200)).toBe(0);
          expect(await store.facts("r1", "a#1")).toBe("again");
        },
        () => now,
      );
    });
  });
}

function looked(store: Store, run: string, visit: string, status: "open" | "closed") {
  const facts = { visit, json: `facts of ${run}` };
  return store.commit(change(runRow(run, { status }), 0, { facts }));
}
