import { describe, expect, it } from "vitest";
import { checkFlow, type Flow, go, optional, text } from "#flow";
import { changeSection } from "../../src/postmortem/change-section.ts";
import { postmortem, toMarkdown } from "../../src/postmortem/postmortem.ts";
import type { Run } from "../../src/run/run.ts";
import type { Word } from "../../src/run/sentence.ts";
import { timeline } from "../../src/run/timeline.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { threadView } from "../../src/slack/messages/thread/thread-view.ts";
import { begun, did } from "../engine/runs.ts";
import { small } from "../language/flows.ts";
import { packs } from "../probes.ts";

type Needs = "another" | "confirmer";
const ask = { where: optional(text("Where?")) };
const flowWith = (confirm: Needs): Flow => ({
  ...small,
  steps: {
    ...small.steps,
    fix: {
      title: "Fix",
      say: "Fix it.",
      choices: {
        applied: go("look", "Applied", { marks: "change", confirm, ask }),
        later: go("look", "Later"),
      },
      skip: "later",
    },
  },
});

const inWords = (words: readonly Word[] = []): string =>
  words
    .map((word) => (typeof word === "string" ? word : "person" in word ? word.person : "@"))
    .join("");

function proposedIn(flow: Flow): Run {
  const answered = did(flow, begun(flow), {
    kind: "answer",
    visit: "ask#1",
    answers: { cause: "race" },
  });
  const fix = did(flow, answered, { kind: "choose", visit: "ask#1", choice: "known" });
  return did(flow, fix, {
    kind: "choose",
    visit: "fix#1",
    choice: "applied",
    reason: "Rolled out",
    answers: { where: "everywhere" },
  });
}

describe("a choice that a second person confirms", () => {
  const flow = flowWith("another");
  const run = proposedIn(flow);
  const proposal = currentVisit(run).proposal?.event ?? 0;
  const confirm = { kind: "confirm", visit: "fix#1", proposal } as const;

  it("does not count yet when it was picked", () => {
    expect(currentVisit(run)).toMatchObject({ id: "fix#1", state: "deciding" });
    expect(run.changes).toEqual([]);
  });

  it("is not confirmed by whoever picked it", () => {
    expect(() => did(flow, run, confirm, "UANA")).toThrow("Someone else must confirm it");
  });

  it("counts, with its reason and its mark, once someone else confirms it", () => {
    const done = did(flow, run, confirm, "UBOB");
    expect(currentVisit(done).step).toBe("look");
    expect(done.changes).toHaveLength(1);
    expect(done.visits[1]?.left).toMatchObject({ by: "UBOB", proposedBy: "UANA", how: "chosen" });
    const says = timeline(flow, done).at(-1)?.says;
    expect(says).toContainEqual({ person: "UANA" });
    expect(says?.at(-2)).toContain("with the reason: Rolled out");
  });

  it("is told as what the one stated and the other confirmed, with what was answered", () => {
    const done = did(flow, run, confirm, "UBOB");
    expect(changeSection(flow, done).map(({ words }) => inWords(words))).toEqual([
      "At @, UANA stated “Applied” at “Fix”: everywhere, which UBOB confirmed.",
    ]);
    expect(inWords(timeline(flow, done).at(-1)?.says)).toBe(
      "UBOB confirmed “Applied” at “Fix” (Where: everywhere), which UANA had picked, with the reason: Rolled out.",
    );
    const shown = JSON.stringify(threadView(flow, done));
    expect(shown).toContain("• What is it: race");
    expect(shown).toContain("• Where: everywhere");
    expect(JSON.stringify(threadView(flow, run))).toContain("• Where: everywhere");
  });

  it("can be taken back, and then there is nothing to confirm", () => {
    const back = did(flow, run, { ...confirm, kind: "withdrawProposal" }, "UBOB");
    expect(() => did(flow, back, confirm, "UCARA")).toThrow("it was taken back");
  });

  it.each([
    ["UANA", "UANA took back “Applied” at “Fix”.", "<@UANA> took back “Applied”"],
    [
      "UBOB",
      "UBOB refused “Applied”, which UANA had picked, at “Fix”.",
      "refused “Applied”, which <@UANA> had picked",
    ],
  ])("is told as taken back by its proposer, and as refused by another: %s", (by, said, shown) => {
    const back = did(flow, run, { ...confirm, kind: "withdrawProposal" }, by);
    const told = inWords(timeline(flow, back).at(-1)?.says);
    expect(told).toBe(said);
    expect(toMarkdown(postmortem(flow, back))).toContain(said);
    const thread = JSON.stringify(threadView(flow, back));
    expect(thread).toContain(shown);
    const left = did(flow, back, { kind: "choose", visit: "fix#1", choice: "later" });
    expect(JSON.stringify(threadView(flow, left))).toContain(shown);
  });

  it("has no ✓ any more where it was confirmed and then undone, nor where somebody went back to it", () => {
    const done = did(flow, run, confirm, "UBOB");
    const event = done.log.length - 1;
    const undone = did(flow, done, { kind: "undo", event }, "UBOB");
    const backIn = did(flow, done, { kind: "back", visit: "look#1" }, "UBOB");
    expect(JSON.stringify(threadView(flow, done))).toContain("✓ *Fix*:");
    for (const after of [undone, backIn]) {
      const thread = JSON.stringify(threadView(flow, after));
      expect(thread).not.toContain("✓ *Fix*:");
      expect(thread).toMatch(/↩ [*]Fix[*]:[^"]* Taken back: this no longer counts[.]/);
      expect(thread).toContain("✓ *Ask*:");
    }
  });

  it("is not confirmed by who saw another one, picked before", () => {
    const pick = { kind: "choose", visit: "fix#1", choice: "applied", reason: "Again" } as const;
    const again = did(flow, did(flow, run, { ...confirm, kind: "withdrawProposal" }), pick, "UBOB");
    expect(() => did(flow, again, confirm, "UCARA")).toThrow("Something else was picked meanwhile");
    const newest = { ...confirm, proposal: currentVisit(again).proposal?.event ?? 0 };
    expect(currentVisit(did(flow, again, newest, "UCARA")).step).toBe("look");
  });

  it("leaves every other way open meanwhile", () => {
    const other = did(flow, run, { kind: "choose", visit: "fix#1", choice: "later" });
    expect(currentVisit(other).step).toBe("look");
    expect(other.changes).toEqual([]);
  });

  it("cannot be passed by with skip: the check of the flow says so", () => {
    const fix = { ...flow.steps.fix, skip: "applied" } as Flow["steps"][string];
    expect(checkFlow({ ...flow, steps: { ...flow.steps, fix } }, packs)).toMatchObject([
      { where: "fix.skip", says: expect.stringContaining("must confirm") },
    ]);
  });
});

describe("a choice that a confirmer confirms", () => {
  const flow = flowWith("confirmer");
  const run = proposedIn(flow);
  const proposal = currentVisit(run).proposal?.event ?? 0;
  const confirm = { kind: "confirm", visit: "fix#1", proposal } as const;

  it("is not confirmed by whoever proposed it, also where they are a confirmer", () => {
    expect(() => did(flow, run, confirm, "UANA")).toThrow("also no confirmer");
    expect(currentVisit(did(flow, run, confirm, "UBOB")).step).toBe("look");
  });
});
