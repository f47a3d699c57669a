import { describe, expect, it } from "vitest";
import type { Remedy } from "#flow";
import { threadView } from "../../../../../src/slack/messages/thread/thread-view.ts";
import { flow, observed, started } from "../../runs.ts";
import { button, post } from "../../shown.ts";

const lower: Remedy = {
  title: "Lower the load balancer's idle timeout to 50 s",
  safety: "unsafe",
  says: "It would cut responses off.",
  lines: ["aws elbv2 modify-load-balancer-attributes --attributes Key=k,Value=50"],
  rollOut: "It needs no restart.",
  costs: ["WebSockets that stay silent longer are closed."],
  undo: "aws elbv2 modify-load-balancer-attributes --attributes Key=k,Value=60",
  source: "ELB user guide",
};
const drawing = ["client", "  │", "load balancer", "  │  keeps 60 s ▸ closes 5 s"];

const shown = (remedies: readonly Remedy[]) =>
  post(
    threadView(flow, observed(started(), { finding: null, says: "So it is.", drawing, remedies })),
    "step/confirmPattern#1",
  );

describe("evidence with a drawing and changes", () => {
  it("draws in letters of one width, and says it without the strokes", () => {
    const { blocks, text } = shown([]);
    const block = blocks.find(({ type }) => type === "rich_text");
    expect(JSON.stringify(block)).toContain('"text":"client\\n  │\\nload balancer');
    expect(text).toContain("client\nload balancer\nkeeps 60 s ▸ closes 5 s");
  });

  it("says how safe a change is, what to paste, what it costs and how to undo it", () => {
    const { text } = shown([lower]);
    expect(text).toContain("idle timeout to 50 s: not safe now.");
    expect(text).toContain("Key=k,Value=50");
    expect(text).toContain("• WebSockets that stay silent longer are closed.");
    expect(text).toMatch(/To undo it: aws .*Value=60/);
  });

  it("shows the best one, and keeps the others behind the button", () => {
    const run = observed(started(), {
      finding: null,
      says: "So it is.",
      remedies: [lower, lower, lower, lower, lower],
      queries: ["aws elbv2 describe-load-balancers"],
    });
    const { blocks } = post(threadView(flow, run), "step/confirmPattern#1");
    expect(JSON.stringify(blocks).match(/not safe now/g)).toHaveLength(1);
    expect(button(blocks, "All evidence").handle.act).toBe("queries");
  });
});
