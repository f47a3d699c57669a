import { describe, expect, it } from "vitest";
import type { RunRow } from "../../../src/engine/ports.ts";
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

function about(id: string, but: Partial<RunRow> = {}): RunRow {
  return runRow(id, { subject: "checkout", ...but });
}

function start(id: string, but: Partial<RunRow> = {}) {
  return change(about(id, but), 0);
}
