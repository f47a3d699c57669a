import { describe, expect, it } from "vitest";
import { foldLog } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { begun, did, observed } from "../engine/runs.ts";
import { small } from "../language/flows.ts";

const here = (run: Run) => currentVisit(run).id;
const answered = did(small, begun(small), {
  kind: "answer",
  visit: "ask#1",
  answers: { cause: "a race" },
});
const atFix = did(small, answered, { kind: "choose", visit: "ask#1", choice: "known" });
const atLook = did(small, atFix, { kind: "choose", visit: "fix#1", choice: "applied" });

describe("a run", () => {
  it("begins at the flow's start and waits for the answers that it needs", () => {
    expect(currentVisit(begun(small))).toMatchObject({ id: "ask#1", state: "asking" });
  });

  it("keeps what was answered as facts and then waits for a decision", () => {
    expect(answered.facts.cause).toBe("a race");
    expect(currentVisit(answered)).toMatchObject({ id: "ask#1", state: "deciding" });
  });

  it("moves to the step that a choice names, and records who took it", () => {
    expect(here(atFix)).toBe("fix#1");
    expect(atFix.visits[0]?.left).toMatchObject({ how: "chosen", choice: "known", by: "UANA" });
  });

  it("remembers when the change was stated as rolled out", () => {
    expect(atLook.changes).toEqual([3]);
    expect(currentVisit(atLook)).toMatchObject({ id: "look#1", state: "looking" });
  });

  it("looks again as a new visit, keeping the old one", () => {
    const seen = observed(small, atLook, "quiet");
    const again = did(small, seen, { kind: "lookAgain", visit: "look#1" });
    expect(here(again)).toBe("look#2");
    expect(again.visits.find(({ id }) => id === "look#1")?.evidence?.finding).toBe("quiet");
  });

  it("gives up a loop when its visits are used up", () => {
    const choose = (run: Run) =>
      did(small, run, { kind: "choose", visit: here(run), choice: "unknown" });
    const again = choose(answered);
    expect(here(again)).toBe("ask#2");
    const told = did(small, again, { kind: "answerAgain", visit: "ask#2" });
    expect(here(choose(told))).toBe("fix#1");
  });

  it("goes back to the step before, and keeps the evidence as superseded", () => {
    const seen = observed(small, atLook, "unclear");
    const back = did(small, seen, { kind: "back", visit: "look#1" });
    expect(here(back)).toBe("fix#2");
    expect(back.visits.find(({ id }) => id === "look#1")).toMatchObject({ superseded: true });
  });

  it("takes back the statement that the change is out when someone goes back behind it", () => {
    expect(did(small, atLook, { kind: "back", visit: "look#1" }).changes).toEqual([]);
  });

  it("takes back the change and its retests when someone goes back behind them twice", () => {
    const atFixAgain = did(small, observed(small, atLook, "tls"), {
      kind: "choose",
      visit: "look#1",
      choice: "tls",
    });
    const once = did(small, atFixAgain, { kind: "back", visit: "fix#2" });
    expect(once.changes).toEqual([3]);
    const twice = did(small, once, { kind: "back", visit: "look#2" });
    expect(here(twice)).toBe("fix#3");
    expect(twice.changes).toEqual([]);
    const counted = twice.visits.filter(({ superseded }) => !superseded).map(({ id }) => id);
    expect(counted).toEqual(["ask#1", "fix#1", "fix#3"]);
  });

  it("goes back step by step, not back and forth", () => {
    const once = did(small, atLook, { kind: "back", visit: "look#1" });
    const twice = did(small, once, { kind: "back", visit: "fix#2" });
    expect(here(twice)).toBe("ask#2");
  });

  it("closes at an end, with its outcome", () => {
    const closed = did(small, observed(small, atLook, "quiet"), {
      kind: "choose",
      visit: "look#1",
      choice: "quiet",
    });
    expect(closed.ending).toMatchObject({ end: "done", outcome: "resolved", by: "UANA" });
  });

  it("is the same whether folded at once or event by event", () => {
    expect(foldLog(atLook.log)).toEqual(atLook);
  });

  it("changes its driver only by taking or handing over", () => {
    const noted = did(small, atFix, { kind: "note", text: "Looking" }, "UBEN");
    expect(noted).toMatchObject({ driver: "UANA", people: ["UANA", "UBEN"] });
    expect(did(small, noted, { kind: "takeOver" }, "UBEN").driver).toBe("UBEN");
    expect(did(small, noted, { kind: "handOver", to: "UCAT" }).driver).toBe("UCAT");
  });

  it("keeps who took a follow-up and who finished it", () => {
    const taken = did(small, atFix, { kind: "takeFollowUp", item: "watch", owner: "UBEN" });
    const done = did(small, taken, { kind: "finishFollowUp", item: "watch" }, "UCAT");
    expect(done.followUps.watch).toMatchObject({ owner: "UBEN", doneBy: "UCAT" });
  });
});
