import { describe, expect, it } from "vitest";
import type { HeldStore } from "../../../src/store/store.ts";
import { change, type Open, started, withStore } from "./samples.ts";
import { toldBy } from "./told.ts";

/** What is told of each commit is what the log can be held to later. */
export function chain(open: Open): void {
  describe("the chain of hashes", () => {
    it("is told of with each event that is committed, and of nothing that is not", () =>
      withStore(open, async (store) => {
        const told = toldBy(store);
        await started(store, "r1");
        await store.commit(change("r1", 1));
        await store.commit(change("r1", 1));
        await store.commit({ ...change("r1", 2), events: [] });
        await expect.poll(() => told.length).toBe(2);
        const [whole] = await store.verify("r1", told);
        expect(whole).toMatchObject({ kind: "whole", events: 2, head: told.at(-1)?.head });
        expect(told.map(({ run, revision }) => [run, revision])).toEqual([
          ["r1", 1],
          ["r1", 2],
        ]);
      }));

    it("is whole when many write at once, and every hash that was told is in it", () =>
      withStore(open, async (store) => {
        const told = toldBy(store);
        await started(store, "r1");
        await Promise.all(Array.from({ length: 8 }, () => noteUntilKept(store)));
        await expect.poll(() => told.length).toBe(9);
        expect(await store.verify("r1", told)).toMatchObject([{ kind: "whole", events: 9 }]);
      }));

    it("names a run that is gone, an event that is missing at the end, and one that is another", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        const verify = (known: object) => store.verify(undefined, [{ ...one, ...known }]);
        const one = { run: "r1", revision: 1, head: "another" };
        expect(await verify({})).toMatchObject([{ kind: "broken", event: 1 }]);
        expect(await verify({ revision: 2 })).toMatchObject([{ kind: "broken", event: 2 }]);
        expect(await verify({ run: "r9" })).toMatchObject([
          { kind: "whole", run: "r1" },
          { kind: "broken", run: "r9" },
        ]);
      }));
  });
}

async function noteUntilKept(store: HeldStore): Promise<void> {
  for (;;) {
    const { revision = 0 } = (await store.row("r1")) ?? {};
    if ((await store.commit(change("r1", revision))).kind === "committed") return;
  }
}
