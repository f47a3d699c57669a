import { describe, expect, it } from "vitest";
import { view } from "../../../src/slack/messages/view.ts";
import { changed, chose, diagnosed, did, flow, observed, path, resolved, started } from "./runs.ts";
import { buttons, post } from "./shown.ts";

describe("the card", () => {
  it("says what is known, who drives, what is done and what comes", () => {
    const { text } = post(view(flow, chose(diagnosed(), "keepalive-race")), "card");
    const lines = text.split("\n");
    expect(lines[0]).toBe("ALB returns intermittent 502s");
    expect(text).toContain("So far: 12 of 240,000 requests failed");
    expect(text).toContain("orders-alb (eu-west-1)");
    expect(text).toContain("Driver: <@U0ANA>");
    expect(text).toContain("✓  Confirm the 502 pattern: <@U0ANA>, 03:14 UTC");
    expect(text).toContain("→  Review the backend's idle timeouts");
    expect(text).toContain("·  Retest with fresh traffic");
  });

  it("keeps the problem in sight beside what a newer look says", () => {
    const says =
      "12 of 240,000 requests failed (0.005 %), steady since 01:20. That fits the keep-alive race: nothing else failed.";
    const seen = observed(started(), { finding: "keepalive-race", strength: "possible", says });
    const review = chose(seen, "keepalive-race");
    const answers = { path: path(5) };
    const answered = did(review, { kind: "answer", visit: "reviewBackend#1", answers });
    const short = observed(answered, { finding: "too-short", says: "nginx closes after 5 s." });
    expect(post(view(flow, review), "card").text).toContain("fits the keep-alive race");
    expect(post(view(flow, short), "card").text).toContain(
      "So far: 12 of 240,000 requests failed (0.005 %), steady since 01:20.\nnginx closes after 5 s.\n",
    );
    const retested = observed(changed(), { finding: "not-enough", says: "Too few requests yet." });
    expect(post(view(flow, retested), "card").text).toContain(
      "steady since 01:20.\nToo few requests yet.\n",
    );
  });

  it("says how the run ended, without buttons", () => {
    const { blocks, text } = post(view(flow, resolved()), "card");
    expect(text).toContain("Resolved.");
    expect(buttons(blocks)).toEqual([]);
    const stopped = did(diagnosed(), { kind: "stop", reason: "It was the network" }, "U0BOB");
    expect(post(view(flow, stopped), "card").text).toMatch(
      /Stopped by <@U0BOB>.*\n.*It was the network/,
    );
  });
});
