import { describe, expect, it } from "vitest";
import type { SentMessage } from "../../../src/engine/ports.ts";
import { change, type Open, runRow, started, withStore } from "./samples.ts";

export function reading(open: Open): void {
  describe("runs", () => {
    it("that do not exist are empty or undefined", () =>
      withStore(open, async (store) => {
        expect(await store.load("r1")).toEqual([]);
        expect(await store.row("r1")).toBeUndefined();
        expect(await store.facts("r1", "retest#1")).toBeUndefined();
        expect(await store.rows({ limit: 9 })).toEqual([]);
        expect(await store.messages.all("r1")).toEqual([]);
      }));

    it("are listed newest first, as many as asked", () =>
      withStore(open, async (store) => {
        for (const [id, startedAt] of [
          ["r1", 10],
          ["r2", 30],
          ["r3", 20],
        ] as const)
          await store.commit(change(runRow(id, { startedAt }), 0));
        const ids = async (limit: number) => (await store.rows({ limit })).map(({ id }) => id);
        expect(await ids(9)).toEqual(["r2", "r3", "r1"]);
        expect(await ids(2)).toEqual(["r2", "r3"]);
      }));

    it.each([
      [{ status: "closed" }, ["r2"]],
      [{ channel: "C2" }, ["r3"]],
      [{ flow: "other" }, ["r4"]],
      [{ subject: "checkout-r1" }, ["r1"]],
      [{ status: "open", channel: "C1" }, ["r4", "r1"]],
      [{ status: "closed", flow: "other" }, []],
    ] as const)("are listed where they fit %o", (where, ids) =>
      withStore(open, async (store) => {
        const rows = [
          runRow("r1"),
          runRow("r2", { status: "closed" }),
          runRow("r3", { place: { team: "T1", channel: "C2" } }),
          runRow("r4", { flow: "other" }),
        ];
        for (const row of rows) await store.commit(change(row, 0));
        expect((await store.rows({ ...where, limit: 9 })).map(({ id }) => id)).toEqual(ids);
      }),
    );

    it("are found by the thread that they were started in", () =>
      withStore(open, async (store) => {
        const place = { team: "T1", channel: "C1", threadTs: "111.222" };
        const first = runRow("r1", { place });
        const second = runRow("r2", { place, startedAt: 2000, exclusive: false });
        await store.commit(change(first, 0));
        await store.commit(change(second, 0));
        expect(await store.runsInThread(place)).toEqual([second, first]);
        expect(await store.runsInThread({ channel: "C2", threadTs: "111.222" })).toEqual([]);
        expect(await store.runsInThread({ channel: "C1", threadTs: "111.333" })).toEqual([]);
      }));

    it("are found by the thread under their card, and by no other message of theirs", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        await store.messages.put("r1", message("card", { ts: "111.222" }));
        await store.messages.put("r1", message("step/retest#1", { ts: "111.333" }));
        const found = async (threadTs: string) =>
          (await store.runsInThread({ channel: "C1", threadTs })).map(({ id }) => id);
        expect(await found("111.222")).toEqual(["r1"]);
        expect(await found("111.333")).toEqual([]);
      }));
  });

  describe("messages", () => {
    it("are kept by run and key, the newest of each", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        await started(store, "r2");
        const under = message("card", { ts: "", file: "F1" });
        await store.messages.put("r1", under);
        await store.messages.put("r1", message("verdict"));
        await store.messages.put("r2", message("card"));
        const card = message("card", { ts: "111.222", hash: "other", generation: 2 });
        expect(await store.messages.put("r1", card, under)).toBe(true);
        const file = message("postmortem", { file: "F2" });
        await store.messages.put("r1", file);
        expect(await store.messages.all("r1")).toEqual([card, file, message("verdict")]);
      }));

    it("are written by one of those who know of the same, or of none", () =>
      withStore(open, async (store) => {
        await started(store, "r1");
        const put = (ts: string, known?: SentMessage) =>
          store.messages.put("r1", message("card", { ts }), known);
        expect((await Promise.all([put("1"), put("2")])).filter(Boolean)).toHaveLength(1);
        const [one] = await store.messages.all("r1");
        expect((await Promise.all([put("3", one), put("4", one)])).filter(Boolean)).toHaveLength(1);
        expect(await put("5", one)).toBe(false);
        const [now] = await store.messages.all("r1");
        for (const other of [{ file: "F9" }, { generation: 9 }, { hash: "x" }, { ts: "9" }])
          expect(await put("5", { ...message("card"), ...now, ...other })).toBe(false);
        expect(await store.messages.all("r1")).toEqual([now]);
      }));
  });
}

function message(key: string, but: Partial<SentMessage> = {}): SentMessage {
  return { key, ts: "100.000", hash: "abc", generation: 1, ...but };
}
