import { describe, expect, it } from "vitest";
import { openForm } from "../../../../../src/slack/messages/forms/run-forms.ts";
import { threadView } from "../../../../../src/slack/messages/thread/thread-view.ts";
import { fields } from "../../../../probes.ts";
import { chose, diagnosed, did, flow, observed, path, started } from "../../runs.ts";
import { button, buttons, inSight, post } from "../../shown.ts";

describe("the decision of a step", () => {
  it("makes the recommended choice the only primary one and keeps the others behind a form", () => {
    const { blocks } = post(threadView(flow, diagnosed()), "step/confirmPattern#1");
    const primary = buttons(blocks).filter(({ style }) => style === "primary");
    expect(primary).toEqual([
      {
        label: "It fits behind the proxy: review the timeouts (recommended)",
        style: "primary",
        handle: { act: "choose", run: "r1", visit: "confirmPattern#1", item: "inner-hop-race" },
      },
    ]);
    expect(button(blocks, "Something else").handle.act).toBe("chooseOther");
    const chosen = buttons(blocks).filter(({ handle }) => handle.act === "choose");
    expect(chosen.map(({ handle }) => handle.item)).toEqual(["inner-hop-race", "relief"]);
    expect(inSight(blocks)).toBeLessThanOrEqual(4);
  });

  it("offers another look first when nothing could be read, and recommends nothing", () => {
    const run = observed(started(), {
      finding: null,
      says: "AccessDenied on DescribeLoadBalancers.",
    });
    const { blocks, text } = post(threadView(flow, run), "step/confirmPattern#1");
    const primary = buttons(blocks).filter(({ style }) => style === "primary");
    expect(primary.map(({ label }) => label)).toEqual(["Look again"]);
    expect(button(blocks, "Decide without it").handle.act).toBe("chooseOther");
    expect(text).toContain("AccessDenied");
    expect(text).not.toContain("recommended");
  });

  it("lets a person say first what only they know, and recommends it to nobody", () => {
    const answers = { path: path(5) };
    const visit = "reviewBackend#1";
    const asked = did(chose(diagnosed(), "inner-hop-race"), { kind: "answer", visit, answers });
    const short = observed(asked, { finding: "too-short", says: "5 s." });
    const align = observed(chose(short, "too-short"), { finding: "too-short", says: "Still 5 s." });
    const { blocks } = post(threadView(flow, align), "step/alignTimeouts#1");
    const offered = buttons(blocks).map(({ label, style }) => [label, style]);
    expect(offered.slice(0, 2)).toEqual([
      ["Rolled out everywhere", undefined],
      ["Look again", undefined],
    ]);
    expect(offered).toContainEqual(["Change the answers", undefined]);
  });

  it("offers a choice beside the question without a form, and asks no reason for it in the form", () => {
    const run = diagnosed();
    const { blocks } = post(threadView(flow, run), "step/confirmPattern#1");
    const { style, handle } = button(blocks, "Stop the bleeding first");
    expect([style, handle.act]).toEqual([undefined, "choose"]);
    const parts = { fields, by: "U0ANA" };
    const form = openForm({
      handle: { ...handle, act: "chooseOther", item: "deploy" },
      ...{ flow, run, parts },
    });
    const reason = form.blocks.find((block) => "block_id" in block && block.block_id === "reason");
    expect(JSON.stringify(form)).toContain("Stop the bleeding");
    expect(reason).toMatchObject({ optional: true });
  });
});
