import { describe, expect, it } from "vitest";
import type { Act } from "../../src/run/act.ts";
import { decideEvent } from "../../src/run/decide.ts";
import { checkedDays, effectsBetween } from "../../src/run/effects.ts";
import type { Happening } from "../../src/run/event.ts";
import { applyEvent } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";
import type { CheckedFollowUp } from "../../src/run/slices/follow-ups.ts";
import { fields } from "../probes.ts";
import { flow, resolved, started } from "../slack/messages/runs.ts";

const day = 86_400_000;
const by = "U0ANA";

/** The run after this happened so many days after its last event. */
const happened = (run: Run, happening: Happening, who = by, days = 0): Run =>
  applyEvent(run, { at: (run.log.at(-1)?.at ?? 0) + days * day + 1, by: who, ...happening });

const did = (run: Run, act: Act): Run => happened(run, decideEvent(flow, run, act, { by, fields }));

/** AWS was read: these follow-ups are done or not. */
const read = (run: Run, holds: { readonly [item: string]: boolean | null }, days = 0): Run => {
  const checks: readonly CheckedFollowUp[] = Object.entries(holds).map(([item, value]) => ({
    item,
    holds: value,
    says: `${item} was read.`,
  }));
  return happened(run, { kind: "checked", checks, queries: [] }, "handrail", days);
};

const checks = (before: Run, after: Run) =>
  effectsBetween(flow, before, after).filter(({ kind }) => kind === "check");

describe("a follow-up", () => {
  it("has an owner, a day and a state that people change, also after the close", () => {
    const dated = did(did(resolved(), { kind: "takeFollowUp", item: "document", owner: "U0BOB" }), {
      kind: "dateFollowUp",
      item: "document",
      due: "2026-12-01",
    });
    expect(dated.followUps.document).toEqual({ owner: "U0BOB", due: "2026-12-01" });
    const done = did(dated, { kind: "finishFollowUp", item: "document" });
    expect(done.followUps.document).toMatchObject({ doneBy: by, byHand: true, owner: "U0BOB" });
    const open = did(done, { kind: "reopenFollowUp", item: "document" });
    expect(open.followUps.document).not.toHaveProperty("doneAt");
    expect(open.followUps.document).toMatchObject({ owner: "U0BOB", due: "2026-12-01" });
  });

  it.each(["2026-13-01", "2026-02-30", "tomorrow", ""])("is not due on %j", (due) => {
    expect(() =>
      decideEvent(
        flow,
        resolved(),
        { kind: "dateFollowUp", item: "document", due },
        { by, fields },
      ),
    ).toThrow("Pick a day");
  });

  it("is refused what changes nothing, with a sentence", () => {
    const open: Act = { kind: "reopenFollowUp", item: "document" };
    expect(() => decideEvent(flow, resolved(), open, { by, fields })).toThrow("open already");
    const unknown: Act = { kind: "dateFollowUp", item: "dance", due: "2026-12-01" };
    expect(() => decideEvent(flow, resolved(), unknown, { by, fields })).toThrow(
      'no follow-up "dance"',
    );
    expect(() => decideEvent(flow, started(), { kind: "checkFollowUps" }, { by, fields })).toThrow(
      "by hand",
    );
  });
});

describe("what AWS shows", () => {
  it("ticks a follow-up and says what was read, and takes its own tick back", () => {
    const ticked = read(resolved(), { watch: true, idle: false, logs: null });
    expect(ticked.followUps.watch).toMatchObject({ doneBy: "handrail", owner: "U0BOB" });
    expect(ticked.followUps.watch?.checked).toMatchObject({ holds: true, says: "watch was read." });
    expect(ticked.followUps.idle).not.toHaveProperty("doneAt");
    expect(ticked.followUps.logs?.checked?.holds).toBeNull();
    const gone = read(ticked, { watch: false });
    expect(gone.followUps.watch).not.toHaveProperty("doneAt");
    expect(gone.followUps.watch?.owner).toBe("U0BOB");
  });

  it("never overrules a person, in either direction", () => {
    const unticked = did(read(resolved(), { watch: true }), {
      kind: "reopenFollowUp",
      item: "watch",
    });
    expect(read(unticked, { watch: true }).followUps.watch).not.toHaveProperty("doneAt");
    const ticked = did(resolved(), { kind: "finishFollowUp", item: "logs" });
    expect(read(ticked, { logs: false }).followUps.logs?.doneBy).toBe(by);
    expect(read(ticked, { logs: false }).followUps.logs?.checked?.holds).toBe(false);
  });

  it("is asked for by a click, once at a time", () => {
    const asked = did(resolved(), { kind: "checkFollowUps" });
    expect(asked.checking).toBe(true);
    expect(checks(resolved(), asked)).toEqual([{ kind: "check", afterSeconds: 0 }]);
    expect(() => decideEvent(flow, asked, { kind: "checkFollowUps" }, { by, fields })).toThrow(
      "already",
    );
    expect(read(asked, { watch: true }).checking).toBe(false);
    const gaveUp = happened(
      asked,
      { kind: "gaveUp", work: "check", why: "It failed." },
      "handrail",
    );
    expect(gaveUp.checking).toBe(false);
  });

  it("is read at the close and then daily for two weeks, also where all is done", () => {
    const closed = resolved();
    const before = { ...closed, ending: undefined } as unknown as Run;
    expect(checks(before, closed)).toEqual([{ kind: "check", afterSeconds: 0 }]);
    let run = closed;
    let times = 0;
    for (; times < 50; times += 1) {
      const next = read(run, { watch: true, idle: true, logs: true }, times === 0 ? 0 : 1);
      const [due] = checks(run, next);
      run = next;
      if (due === undefined) break;
      expect(due).toEqual({ kind: "check", afterSeconds: 86_400 });
    }
    expect(times).toBe(checkedDays - 1);
  });

  it("is not read any more once people have decided on all of it", () => {
    const decided = ["watch", "idle", "logs"].reduce(
      (run, item) => did(run, { kind: "finishFollowUp", item }),
      resolved(),
    );
    const seen = read(decided, { watch: false });
    expect(checks(decided, seen)).toEqual([]);
  });
});
