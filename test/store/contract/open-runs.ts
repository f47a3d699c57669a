import { describe, expect, it } from "vitest";
import type { RunRow } from "../../../src/run/run.ts";
import { change, type Open, runRow, withStore } from "./samples.ts";

export function openRuns(open: Open): void {
  describe("an open run of a flow and load balancer", () => {
    it("keeps a second one from starting, and is named", () =>
      withStore(open, async (store) => {
        await store.commit(start("r1"));
        expect(await store.commit(start("r2"))).toEqual({ kind: "alreadyOpen", run: "r1" });
        expect(await store.row("r2")).toBeUndefined();
      }));

    it("goes on itself", () =>
      withStore(open, async (store) => {
        await store.commit(start("r1"));
        const next = change(about("r1"), 1);
        expect(await store.commit(next)).toEqual({ kind: "committed" });
      }));

    it("does not hinder one that someone starts anyway", () =>
      withStore(open, async (store) => {
        await store.commit(start("r1"));
        expect(await store.commit(start("r2", { exclusive: false }))).toEqual({
          kind: "committed",
        });
      }));

    it.each([
      ["another flow", { flow: "other" }],
      ["another load balancer", { subject: "payments" }],
    ])("does not hinder one of %s", (_, but) =>
      withStore(open, async (store) => {
        await store.commit(start("r1"));
        expect(await store.commit(start("r2", but))).toEqual({ kind: "committed" });
      }),
    );

    it("stands in the way of a start whose subject says less or more, and of no other", () =>
      withStore(open, async (store) => {
        const known = { subject: "shop_1 (eu-west-1, 111)" };
        await store.commit(start("r1", known));
        const less = start("r2", { subject: "shop_1 (eu-west-1)" });
        const begins = { begins: "shop_1 (eu-west-1, " };
        expect(await store.commit({ ...less, alike: begins })).toEqual(isOpen("r1"));
        const other = start("r2", { subject: "shop_1 (eu-west-1, 222)" });
        const bare = { is: "shop_1 (eu-west-1)" };
        expect(await store.commit({ ...other, alike: bare })).toEqual({ kind: "committed" });
        await store.commit(start("r3", { subject: "shopx1 (eu-west-2)" }));
        const more = start("r4", { subject: "shopx1 (eu-west-2, 111)" });
        expect(await store.commit({ ...more, alike: { is: "shopx1 (eu-west-2)" } })).toEqual(
          isOpen("r3"),
        );
        const wild = start("r5", { subject: "shop%1 (eu-west-1)" });
        expect(await store.commit({ ...wild, alike: { begins: "shop%1 (eu-west-1, " } })).toEqual({
          kind: "committed",
        });
      }));

    it("gives way once it is closed", () =>
      withStore(open, async (store) => {
        await store.commit(start("r1"));
        await store.commit(change(about("r1", { status: "closed" }), 1));
        expect(await store.commit(start("r2"))).toEqual({ kind: "committed" });
        const back = change(about("r1"), 2);
        expect(await store.commit(back)).toEqual({ kind: "alreadyOpen", run: "r2" });
      }));

    it("is one, however many are started at once", () =>
      withStore(open, async (store) => {
        const ids = ["r1", "r2", "r3", "r4", "r5"];
        const answers = await Promise.all(ids.map((id) => store.commit(start(id))));
        const [winner, ...others] = await store.rows({ status: "open", limit: 9 });
        expect(others).toEqual([]);
        expect(answers.filter(({ kind }) => kind === "committed")).toHaveLength(1);
        const refusals = answers.filter(({ kind }) => kind !== "committed");
        expect(refusals).toEqual(Array(4).fill({ kind: "alreadyOpen", run: winner?.id }));
      }));
  });
}

const isOpen = (run: string) => ({ kind: "alreadyOpen", run });

function about(id: string, but: Partial<RunRow> = {}): RunRow {
  return runRow(id, { subject: "checkout", ...but });
}

function start(id: string, but: Partial<RunRow> = {}) {
  return change(about(id, but), 0);
}
