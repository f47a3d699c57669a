import { describe, expect, it } from "vitest";
import { nextMove } from "../../../lab/walk/moves.ts";

/** A thread of messages, each with its text and the labels of its buttons, oldest first. */
function thread(...messages: readonly (readonly [text: string, ...labels: string[]])[]) {
  const drawn = messages.map(([text], index) => ({ ts: `${index}.0`, text }));
  const controls = messages.flatMap(([, ...labels], index) =>
    labels.map((label) => ({
      number: 1,
      channelId: "C1",
      messageTs: `${index}.0`,
      which: { blockId: "b", actionId: `${index}:${label}` },
      label,
      type: "button",
      style: null,
    })),
  );
  return { text: "", messages: drawn, controls };
}

const card = ["ALB returns intermittent 502s", "Add a note", "Change the driver", "Stop"] as const;

describe("the walker", () => {
  it("waits while nothing is recommended or asked", () => {
    expect(nextMove(thread(card, ["Reading metrics…", "Back", "Skip…"]))).toBeUndefined();
  });

  it("presses what the evidence recommends", () => {
    const step = ["It fits.", "It fits: review (recommended)", "Something else…"] as const;
    expect(nextMove(thread(card, step))).toMatchObject({
      press: { label: "It fits: review (recommended)" },
      turns: null,
    });
  });

  it("answers what a step asks", () => {
    expect(nextMove(thread(card, ["Handrail needs to know", "Answer", "Skip…"]))).toMatchObject({
      press: { label: "Answer" },
      turns: null,
    });
  });

  it("rolls the fix out before it says that the timeouts are aligned", () => {
    const stillShort = [
      "Align the timeouts",
      "Update the answers",
      "Not changed yet: look again",
    ] as const;
    expect(nextMove(thread(card, stillShort))).toMatchObject({
      press: { label: "Update the answers" },
      turns: "fix",
    });
    const rolledOut = ["Align the timeouts", "Rolled out: retest (recommended)"] as const;
    expect(nextMove(thread(card, rolledOut))).toMatchObject({ turns: null });
  });

  it("gives traffic time before it counts again", () => {
    const notEnough = ["Retest", "Not enough yet: count again (recommended)"] as const;
    expect(nextMove(thread(card, notEnough))?.waitSeconds).toBeGreaterThan(0);
  });

  it("takes every follow-up, then closes, then publishes", () => {
    const half = ["☐  Review: Ana", "Done", "I'll take it", "Done", "Close as resolved"] as const;
    expect(nextMove(thread(card, half))?.press).toMatchObject({ label: "I'll take it" });
    const all = ["☐  Review: Ana", "Done", "Done", "Close as resolved"] as const;
    expect(nextMove(thread(card, all))?.press.label).toBe("Close as resolved");
    const closed = thread(["Resolved"], ["Postmortem", "Publish to channel"]);
    expect(nextMove(closed)?.press.label).toBe("Publish to channel");
  });

  it("looks at the newest message first", () => {
    const old = ["Publish this", "Publish to channel"] as const;
    expect(nextMove(thread(old, ["New", "Go on (recommended)"]))?.press.label).toMatch(/^Go on/);
  });
});
