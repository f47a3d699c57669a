import { describe, expect, it } from "vitest";
import { confirmAsColleague, nextMove } from "../../../lab/walk/moves.ts";

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
      options: [],
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

  it("rolls the fix out before it says so, and says it with what is shown", () => {
    const align = ["Too short.", "Rolled out as shown: 70 s", "Look again"] as const;
    expect(nextMove(thread(card, align))).toMatchObject({
      press: { label: "Rolled out as shown: 70 s" },
      turns: "fix",
    });
  });

  it("lets Handrail watch what is not settled, and makes the deploy that is waited for", () => {
    const retest = ["Not enough yet.", "Watch it for me"] as const;
    expect(nextMove(thread(card, retest))).toMatchObject({ turns: null });
    const waiting = ["No targets have come or gone.", "Watch it for me"] as const;
    const { turns, waitSeconds = 0 } = nextMove(thread(card, waiting)) ?? {};
    expect(turns).toBe("deploy");
    // Six minutes after its last change it counts, and within ten the walk has to end.
    expect(waitSeconds).toBeGreaterThan(360 + 90);
    expect(waitSeconds).toBeLessThan(600 - 60);
  });

  it("takes what was found for an answer where that is recommended", () => {
    const asked = ["Which servers?", "Go by what was found: 6 s (recommended)", "Answer"] as const;
    expect(nextMove(thread(card, asked))?.press.label).toMatch(/^Go by/);
  });

  it("closes, then publishes", () => {
    expect(nextMove(thread(card, ["☐ Review", "Close as resolved"]))?.press.label).toBe(
      "Close as resolved",
    );
    const closed = thread(["Resolved"], ["Postmortem", "Publish to channel"]);
    expect(nextMove(closed)?.press.label).toBe("Publish to channel");
  });

  it("looks at the newest message first", () => {
    const old = ["Publish this", "Publish to channel"] as const;
    expect(nextMove(thread(old, ["New", "Go on (recommended)"]))?.press.label).toMatch(/^Go on/);
  });

  it("has a colleague confirm what was picked, and nobody where nothing waits for that", () => {
    const picked = [
      "It counts once someone else has confirmed it.",
      "Confirm",
      "Take it back",
    ] as const;
    expect(confirmAsColleague(thread(card, picked), "U0BEN")).toMatchObject({
      press: { label: "Confirm" },
      by: "U0BEN",
    });
    expect(confirmAsColleague(thread(card), "U0BEN")).toBeUndefined();
  });
});
