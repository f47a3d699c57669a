import { describe, expect, it } from "vitest";
import { type Flow, go, type Step, text } from "#flow";
import type { Act } from "../../src/run/act.ts";
import { decideEvent } from "../../src/run/decide.ts";
import type { Run } from "../../src/run/run.ts";
import { recommendedChoice } from "../../src/run/slices/choices.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { begun, did, observed } from "../engine/runs.ts";
import { small } from "../language/flows.ts";
import { fields } from "../probes.ts";

const start = begun(small);
const answers = { cause: "a race" };
const deciding = did(small, start, { kind: "answer", visit: "ask#1", answers });
const atFix = did(small, deciding, { kind: "choose", visit: "ask#1", choice: "known" });
const looking = did(small, atFix, { kind: "choose", visit: "fix#1", choice: "applied" });
const seen = observed(small, looking, "quiet");
const take = (choice: string, more: object = {}): Act => ({
  kind: "choose",
  visit: "look#1",
  choice,
  ...more,
});

const decided = (run: Run, act: Act, by = "UANA") => decideEvent(small, run, act, { by, fields });

describe("decide", () => {
  it("refuses a choice while answers are missing", () => {
    const act: Act = { kind: "choose", visit: "ask#1", choice: "known" };
    expect(() => decided(start, act)).toThrow("This step needs its answers first.");
  });

  it("refuses a choice while the look is out", () => {
    expect(() => decided(looking, take("quiet"))).toThrow("Handrail is still looking.");
  });

  it("refuses a click on a visit that is over, and knows who was first", () => {
    const late: Act = { kind: "choose", visit: "fix#1", choice: "applied" };
    expect(() => decided(looking, late)).toThrow(
      expect.objectContaining({
        code: "stale",
        visit: expect.objectContaining({ left: expect.objectContaining({ by: "UANA" }) }),
      }),
    );
  });

  it("asks for a reason when the choice is not the recommended one", () => {
    expect(() => decided(seen, take("deploy"))).toThrow("Say why");
    expect(decided(seen, take("deploy", { reason: " I saw it " }))).toMatchObject({
      reason: "I saw it",
    });
  });

  it("asks for no reason when the choice stands beside the question", () => {
    const { look } = small.steps as { look: Step };
    const choices = { ...look.choices, relief: go("fix", "Relief first", { beside: true }) };
    const flow: Flow = { ...small, steps: { ...small.steps, look: { ...look, choices } } };
    expect(decideEvent(flow, seen, take("relief"), { by: "UANA", fields })).toMatchObject({
      choice: "relief",
      reason: null,
    });
  });

  it("asks for no reason when nothing was recommended", () => {
    const unread = observed(small, looking, null);
    expect(recommendedChoice(small, currentVisit(unread))).toBeUndefined();
    expect(decided(unread, take("deploy"))).toMatchObject({ reason: null });
  });

  it("treats a finding that this version does not know as unclear", () => {
    expect(recommendedChoice(small, currentVisit(observed(small, looking, "gremlins")))).toBe(
      "unclear",
    );
  });

  it("asks what a choice wants to know", () => {
    const act = take("unclear", { reason: "Why not" });
    expect(() => decided(seen, act)).toThrow("An answer is missing: What else?");
  });

  it("asks anew at every visit, and takes what was answered before for it on request only", () => {
    const again = did(small, deciding, { kind: "choose", visit: "ask#1", choice: "unknown" });
    expect(currentVisit(again)).toMatchObject({ id: "ask#2", state: "asking" });
    expect(decided(again, { kind: "answerAgain", visit: "ask#2" }, "UBEN")).toMatchObject({
      kind: "answered",
      answers,
      said: { cause: { label: "What is it?", words: ["a race"] } },
      led: { state: "deciding" },
    });
    const told = did(small, again, { kind: "answerAgain", visit: "ask#2" });
    expect(() => decided(told, { kind: "answerAgain", visit: "ask#2" })).toThrow("already");
    expect(() => decided(start, { kind: "answerAgain", visit: "ask#1" })).toThrow("is missing");
  });

  it("keeps what a visit was told for another look, and asks anew after going back", () => {
    const ask = { cause: text("What is it?") };
    const flow = {
      ...small,
      steps: { ...small.steps, look: { ...(small.steps.look as Step), ask } },
    };
    const at = did(flow, atFix, { kind: "choose", visit: "fix#1", choice: "applied" });
    expect(currentVisit(at).state).toBe("asking");
    const looks = did(flow, at, { kind: "answer", visit: "look#1", answers });
    const once = observed(flow, looks, "quiet");
    const more = did(flow, once, { kind: "lookAgain", visit: "look#1" });
    expect(currentVisit(more)).toMatchObject({ id: "look#2", state: "looking" });
    const back = did(flow, deciding, { kind: "choose", visit: "ask#1", choice: "known" });
    expect(currentVisit(did(flow, back, { kind: "back", visit: "fix#1" })).state).toBe("asking");
  });

  it("skips by the choice that the flow names, with a reason", () => {
    expect(() => decided(looking, { kind: "skip", visit: "look#1", reason: " " })).toThrow();
    expect(decided(looking, { kind: "skip", visit: "look#1", reason: "No time" })).toEqual({
      kind: "skipped",
      visit: "look#1",
      choice: "quiet",
      reason: "No time",
      led: { kind: "end", end: "done", outcome: "resolved" },
    });
  });

  it("has nowhere to go back to from the first step", () => {
    expect(() => decided(start, { kind: "back", visit: "ask#1" })).toThrow("first step");
  });

  it("leaves only the record's own acts to a closed run", () => {
    const closed = did(small, seen, take("quiet"));
    expect(() => decided(closed, { kind: "takeOver" }, "UBEN")).toThrow("closed");
    expect(decided(closed, { kind: "publish" })).toEqual({ kind: "published" });
    expect(decided(closed, { kind: "note", text: "Later" }).kind).toBe("noted");
  });

  it("hands the run to whoever takes it over, but not to its driver again", () => {
    expect(() => decided(seen, { kind: "takeOver" }, "UANA")).toThrow(
      "driving this runbook already",
    );
    expect(decided(seen, { kind: "takeOver" }, "UBEN")).toEqual({ kind: "tookOver" });
  });

  it("publishes once, and only a closed run", () => {
    expect(() => decided(seen, { kind: "publish" })).toThrow("when the runbook is closed");
    const closed = did(small, seen, take("quiet"));
    const published = did(small, closed, { kind: "publish" });
    expect(() => decided(published, { kind: "publish" })).toThrow("has this already");
  });

  it("records a follow-up's owner and its end once", () => {
    const owned = did(small, atFix, { kind: "takeFollowUp", item: "watch", owner: "UBEN" });
    const again: Act = { kind: "takeFollowUp", item: "watch", owner: "UBEN" };
    expect(() => decided(owned, again)).toThrow("has this owner already");
    const done = did(small, owned, { kind: "finishFollowUp", item: "watch" });
    expect(() => decided(done, { kind: "finishFollowUp", item: "watch" })).toThrow("done");
    expect(() => decided(done, again)).toThrow("done already");
  });

  it("tries again only what was given up", () => {
    expect(() => decided(atFix, { kind: "retry" })).toThrow("Nothing was given up");
  });

  it("refuses answers that are not of their kind, naming the field", () => {
    const act: Act = { kind: "answer", visit: "ask#1", answers: { cause: 7 } };
    expect(() => decided(start, act)).toThrow(expect.objectContaining({ field: "cause" }));
  });
});
