import { describe, expect, it } from "vitest";
import type { SentMessage } from "../../../src/engine/ports.ts";
import { change, type Open, runRow, started, withStore } from "./samples.ts";

const sent = (key: string, but: Partial<SentMessage> = {}): SentMessage => ({
  ...{ key, ts: "111.222", hash: "h", generation: 1 },
  ...but,
});

export function moving(open: Open): void {
  describe("a run with a new place", () => {
    const place = { team: "T1", channel: "C2" };
    const move = (but: object = {}) => change(runRow("r1", { place }), 1, { anew: true, ...but });

    it("has none of its messages there, and posts each as a younger one", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        await started(store, "r2");
        await store.messages.put("r1", sent("card"));
        await store.messages.put("r1", sent("file/x", { ts: "F1", file: "F1", generation: 3 }));
        await store.messages.put("r2", sent("card"));
        expect((await store.commit(move())).kind).toBe("committed");
        expect(await store.messages.all("r1")).toEqual([
          sent("card", { ts: "", hash: "", generation: 2 }),
          sent("file/x", { ts: "", hash: "", generation: 4 }),
        ]);
        expect(await store.messages.all("r2")).toEqual([sent("card")]);
        expect(await store.row("r1")).toMatchObject({ place });
      }));

    it("is not told of messages that were still on their way to the old one", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        await store.messages.put("r1", sent("card", { ts: "" }));
        await store.commit(move());
        await store.messages.put("r1", sent("card"));
        expect(await store.messages.all("r1")).toMatchObject([{ ts: "", generation: 2 }]);
      }));

    it("keeps its messages when the move was refused", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        await store.messages.put("r1", sent("card"));
        expect((await store.commit({ ...move(), expected: 5 })).kind).toBe("conflict");
        expect(await store.messages.all("r1")).toEqual([sent("card")]);
      }));
  });
}
