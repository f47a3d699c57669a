import { describe, expect, it } from "vitest";
import type { Act } from "../../src/run/act.ts";
import { decideEvent } from "../../src/run/decide.ts";
import { effectsBetween } from "../../src/run/effects.ts";
import { applyEvent, foldLog } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";
import { publicationsOf } from "../../src/run/slices/postmortem.ts";
import { closingsOf, newestUndoable } from "../../src/run/slices/taking-back.ts";
import { previousStep } from "../../src/run/visits.ts";
import { fields } from "../probes.ts";
import { changed, flow, resolved, started } from "../slack/messages/runs.ts";

const by = "U0ANA";
const lastAt = (run: Run) => run.log.at(-1)?.at ?? 0;

const did = (run: Run, act: Act, afterMs = 1_000): Run => {
  const now = lastAt(run) + afterMs;
  return applyEvent(run, { at: now, by, ...decideEvent(flow, run, act, { by, fields, now }) });
};
const undo = (run: Run, afterMs = 1_000) => {
  const event = newestUndoable(run, lastAt(run) + afterMs) ?? -1;
  return did(run, { kind: "undo", event }, afterMs);
};
const lastVisit = (run: Run) => run.visits.at(-1);

describe("taking back", () => {
  it("opens a run that was closed, at the step as it stood, on the evidence that it had", () => {
    const before = lastVisit(resolved());
    const run = undo(resolved());
    expect(run.ending).toBeUndefined();
    expect(lastVisit(run)).toMatchObject({ step: before?.step, state: "deciding" });
    expect(lastVisit(run)?.evidence).toEqual(before?.evidence);
    expect(lastVisit(run)?.id).not.toBe(before?.id);
    const effects = effectsBetween(flow, resolved(), run).map(({ kind }) => kind);
    expect(effects).not.toContain("probe");
    expect(effects).toContain("remind");
  });

  it("takes the change back that was stated, so that no retest counts from it", () => {
    const run = changed();
    expect(run.changes).toHaveLength(1);
    const undone = undo(run);
    expect(undone.changes).toEqual([]);
    expect(lastVisit(undone)).toMatchObject({ step: "alignTimeouts", state: "deciding" });
    expect(previousStep(undone)).toBe(previousStep(atStep(run, "alignTimeouts")));
  });

  it("takes a stop back wherever the run stood", () => {
    const stopped = did(started(), { kind: "stop", reason: "By mistake" });
    const run = undo(stopped);
    expect(run.ending).toBeUndefined();
    expect(lastVisit(run)?.step).toBe(lastVisit(started())?.step);
  });

  it("takes a publication back, and that of before counts again", () => {
    const published = did(resolved(), { kind: "publish" });
    const run = undo(published);
    expect(run.publishedAt).toBeUndefined();
    expect(publicationsOf(run)).toEqual([]);
    expect(publicationsOf(did(run, { kind: "publish" }))).toHaveLength(1);
  });

  it.each([59_999, 60_000])("is over after a minute: %s ms", (after) => {
    const isOpen = newestUndoable(resolved(), lastAt(resolved()) + after) !== undefined;
    expect(isOpen).toBe(after < 60_000);
  });

  it("is over as well where the clock was ahead when it was done, and is set back", () => {
    expect(newestUndoable(resolved(), lastAt(resolved()) - 59_999)).toBeDefined();
    expect(newestUndoable(resolved(), lastAt(resolved()) - 86_400_000)).toBeUndefined();
  });

  it("says what to do instead once the minute is over, or something else was decided", () => {
    const event = resolved().log.length - 1;
    expect(() => did(resolved(), { kind: "undo", event }, 60_000)).toThrow("Open the run again");
    const noted = did(changed(), { kind: "note", text: "Then." });
    const later = did(noted, { kind: "skip", visit: lastVisit(noted)?.id ?? "", reason: "x" });
    expect(newestUndoable(later, lastAt(later))).toBeUndefined();
    expect(() => did(later, { kind: "undo", event: 3 })).toThrow("Go back instead");
  });

  it("tells the same of a log that is folded at once", () => {
    const run = did(undo(resolved()), { kind: "stop", reason: "Really" });
    expect(foldLog(run.log)).toEqual(run);
  });
});

describe("opening again", () => {
  it("goes on at the last step, which looks anew, and keeps that the run was closed", () => {
    const run = did(resolved(), { kind: "reopen", reason: "It is back" }, 3_600_000);
    expect(run.ending).toBeUndefined();
    expect(lastVisit(run)).toMatchObject({ step: lastVisit(resolved())?.step });
    expect(lastVisit(run)).not.toHaveProperty("evidence");
    expect(closingsOf(run)).toMatchObject([{ opened: { event: { reason: "It is back" } } }]);
    expect(closingsOf(did(run, { kind: "stop", reason: "x" }))).toHaveLength(2);
  });

  it("needs a reason, and a run that is closed", () => {
    expect(() => did(resolved(), { kind: "reopen", reason: " " })).toThrow("a few words");
    expect(() => did(started(), { kind: "reopen", reason: "x" })).toThrow("This run is open");
  });
});

/** The run as it stood when it came to a step. */
function atStep(run: Run, step: string): Run {
  const visit = run.visits.findLast((one) => one.step === step);
  return foldLog(run.log.slice(0, (visit?.event ?? 0) + 1));
}
