import { describe, expect, it } from "vitest";
import { createKnownRuns } from "../../../src/engine/known-runs.ts";
import type { RunEvent } from "../../../src/run/event.ts";
import type { HeldStore } from "../../../src/store/store.ts";
import { change, claimed, type Open, probe, runRow, show, started, withStore } from "./samples.ts";
import { toldBy } from "./told.ts";

const day = 86_400_000;

/** What must not be kept any longer goes, and the chain stays. */
export function forgetting(open: Open): void {
  describe("a run that is forgotten", () => {
    it("leaves a tombstone and nothing else, to which every hash that was told still fits", () =>
      withStore(open, async (store) => {
        const told = toldBy(store);
        await walked(store, "r1", "closed");
        await walked(store, "r2", "closed");
        await expect.poll(() => told.length).toBe(8);
        const known = createKnownRuns(store);
        await known.read("r1");
        await store.forget("r1");
        expect((await store.rows({ limit: 9 })).map(({ id }) => id)).toEqual(["r2"]);
        expect(await store.row("r1")).toBeUndefined();
        expect(await store.facts("r1", "a#1")).toBeUndefined();
        expect(await store.messages.all("r1")).toEqual([]);
        expect(await store.verify(undefined, told)).toMatchObject([
          { kind: "whole", run: "r1", events: 5, isForgotten: true },
          { kind: "whole", run: "r2", events: 4, isForgotten: false },
        ]);
        await expect(known.read("r1")).rejects.toMatchObject({ code: "not-found" });
        await expect(known.read("r1")).rejects.toThrow("forgotten");
        await expect(store.forget("r1")).rejects.toMatchObject({ code: "not-found" });
        expect(await textOf(store)).not.toContain("of r1");
      }));

    it("is closed", () =>
      withStore(open, async (store) => {
        await walked(store, "r1", "open");
        await expect(store.forget("r1")).rejects.toMatchObject({ code: "bad-input" });
        expect(await store.load("r1")).toHaveLength(4);
      }));

    it("goes by itself when nothing happened in it for long", () =>
      withStore(open, async (store) => {
        for (let run = 0; run < 12; run++) await walked(store, `old${run}`, "closed");
        await walked(store, "waiting", "open");
        await walked(store, "young", "closed", 20 * day);
        expect(await store.forgetOld(10 * day)).toBe(10);
        expect(await store.forgetOld(10 * day)).toBe(2);
        expect(await store.forgetOld(10 * day)).toBe(0);
        const left = (await store.rows({ limit: 99 })).map(({ id }) => id);
        expect(left.sort()).toEqual(["waiting", "young"]);
      }));
  });

  describe("words that are struck", () => {
    it("are nowhere, with what became of their note, and the chain still holds", () =>
      withStore(open, async (store) => {
        const told = toldBy(store);
        await walked(store, "r1", "open");
        await expect.poll(() => told.length).toBe(4);
        const known = createKnownRuns(store);
        expect((await known.read("r1"))?.notes[0]?.text).toBe("revised of r1");
        expect(await store.redact("r1", 2)).toEqual([2, 3]);
        expect(await textOf(store)).not.toMatch(/(secret|revised) of r1/);
        expect(await store.verify("r1", told)).toMatchObject([
          { kind: "whole", events: 5, struck: 2 },
        ]);
        const run = await known.read("r1");
        expect(run?.notes).toMatchObject([{ text: "(struck)", by: "UANA" }]);
        expect(run?.log.at(-1)).toMatchObject({ kind: "struck", events: [2, 3] });
        expect(await store.nextDue(0)).toBeDefined();
        await expect(store.redact("r1", 9)).rejects.toMatchObject({ code: "not-found" });
      }));

    it("are not left in what a run is called, nor in answers that were confirmed or given again", () =>
      withStore(open, async (store) => {
        const told = toldBy(store);
        const row = runRow("r1", { subject: "secret subject" });
        const answers = { name: "secret answer" };
        const events = [
          ...logOf("r1").slice(0, 1),
          { kind: "proposed", visit: "a#1", choice: "x", reason: null, needs: "another" },
          { kind: "answered", visit: "a#1" },
          { kind: "chosen", visit: "a#1", choice: "x", reason: null, proposedBy: "UANA" },
          { kind: "answered", visit: "a#2", answers: { name: "another answer" } },
        ].map((event) => ({
          ...{ at: 1, by: "UANA", answers, said: { name: { label: "Name", words: ["secret"] } } },
          ...event,
        })) as unknown as RunEvent[];
        await store.commit(change(row, 0, { events }));
        await expect.poll(() => told.length).toBe(5);
        expect(await store.redact("r1", 3)).toEqual([1, 2, 3, 4]);
        await store.redact("r1", 1);
        await store.redact("r1", 5);
        expect(await textOf(store)).not.toMatch(/secret|another answer/);
        expect(await store.row("r1")).toMatchObject({ subject: "" });
        expect(await store.verify("r1", told)).toMatchObject([{ kind: "whole", struck: 5 }]);
      }));

    it("are not left where it stands why work was given up", () =>
      withStore(open, async (store) => {
        await started(store, "r1", [probe("r1", "a#1", 0)]);
        await store.giveUp(await claimed(store, 0, "L1"), "secret answer");
        const said = {
          kind: "gaveUp",
          work: "probe a#1",
          why: "secret answer",
          at: 1,
          by: "handrail",
        };
        await store.commit(change("r1", 1, { events: [said as RunEvent] }));
        await store.redact("r1", 2);
        expect(await textOf(store)).not.toContain("secret");
      }));

    it("go with a look's raw material", () =>
      withStore(open, async (store) => {
        await walked(store, "r1", "open");
        await store.redact("r1", 4);
        expect(await store.facts("r1", "a#1")).toBeUndefined();
        expect(await store.load("r1", 3)).toMatchObject([
          { kind: "observed", evidence: { says: "(struck)", finding: "quiet", queries: [] } },
          { kind: "struck" },
        ]);
      }));
  });

  describe("a person who is forgotten", () => {
    it("is in no closed run, nor are their words, and in those that are open is named", () =>
      withStore(open, async (store) => {
        await walked(store, "r1", "closed");
        await walked(store, "r2", "open");
        expect(await store.forgetPerson("UAN")).toEqual({ runs: [], open: [] });
        expect(await store.forgetPerson("UANA")).toEqual({ runs: ["r1"], open: ["r2"] });
        const log = await store.load("r1");
        expect(JSON.stringify(log)).not.toMatch(/UANA|secret|revised/);
        expect(log).toHaveLength(5);
        expect(log[1]).toMatchObject({ by: "forgotten", text: "(struck)" });
        expect(await store.row("r1")).toMatchObject({ driver: "forgotten" });
        expect(await store.verify("r1")).toMatchObject([{ kind: "whole" }]);
      }));
  });
}

/** A run with a note, its edit and a look, all of Ana but the look. */
async function walked(store: HeldStore, run: string, status: "open" | "closed", at = 1_000) {
  const [first, ...rest] = logOf(run).map((event) => ({ at, by: "UANA", ...event }) as RunEvent);
  const row = runRow(run, { driver: "UANA", startedAt: at });
  await store.commit(change(row, 0, { events: first ? [first] : [], effects: [show(run, 0)] }));
  await store.messages.put(run, { key: "card", ts: "1.1", hash: "x", generation: 0, file: "F1" });
  for (const [index, event] of rest.entries())
    await store.commit(
      change({ ...row, status: index === rest.length - 1 ? status : "open" }, index + 1, {
        events: [event],
        facts: { visit: "a#1", json: `raw of ${run}` },
        delivery: `${run} ${index}`,
      }),
    );
}

const logOf = (run: string) => [
  {
    ...{ kind: "started", run, flow: "alb-502-keepalive", version: 1, anyway: false },
    ...{ place: { team: "T1", channel: "C1" }, facts: { name: `facts of ${run}` }, said: {} },
    led: { kind: "step", step: "a", state: "looking" },
  },
  { kind: "noted", text: `secret of ${run}` },
  { kind: "noteRevised", note: 1, text: `revised of ${run}` },
  {
    ...{ kind: "observed", by: "handrail", visit: "a#1", startedAt: 0 },
    evidence: {
      ...{ probe: "a@1", role: "check", finding: "quiet", says: `seen of ${run}`, details: [] },
      ...{ readings: [], numbers: {}, queries: [`asked of ${run}`] },
    },
  },
];

/** All that the store can take away. */
async function textOf(store: HeldStore): Promise<string> {
  let text = "";
  for await (const line of store.archive.lines()) text += line;
  return text;
}
