import { describe, expect, it } from "vitest";
import { threadView } from "../../../../src/slack/messages/thread/thread-view.ts";
import { chose, diagnosed, did, flow, happened, started } from "../runs.ts";
import { button, buttons, post } from "../shown.ts";

describe("the messages beside the steps", () => {
  it("keep a note as a line of the thread, with its author", () => {
    const run = did(diagnosed(), { kind: "note", text: "Saw <!here> & more" }, "U0BOB");
    const { text } = post(threadView(flow, run), "note/1");
    expect(text).toBe("<@U0BOB> noted:\nSaw &lt;!here&gt; &amp; more");
  });

  it("remind who drove when it was due, each time in a message of its own", () => {
    const due = happened(diagnosed(), { kind: "reminded", visit: "confirmPattern#1" });
    const twice = happened(due, { kind: "reminded", visit: "confirmPattern#1" });
    const later = did(twice, { kind: "takeOver" }, "U0BOB");
    const reminders = threadView(flow, later).filter(({ key }) => key.startsWith("remind/"));
    expect(reminders.map(({ key }) => key)).toEqual([
      "remind/confirmPattern#1",
      "remind/confirmPattern#1/2",
    ]);
    expect(post(threadView(flow, later), "remind/confirmPattern#1").text).toContain("<@U0ANA>");
    expect(post(threadView(flow, later), "hand/1").text).toBe("<@U0BOB> took over from <@U0ANA>.");
  });

  it("know who drives after each hand-over", () => {
    const taken = did(diagnosed(), { kind: "takeOver" }, "U0BOB");
    const due = happened(taken, { kind: "reminded", visit: "confirmPattern#1" });
    const handed = did(due, { kind: "handOver", to: "U0CY" }, "U0BOB");
    const run = did(handed, { kind: "takeOver" });
    expect(post(threadView(flow, run), "remind/confirmPattern#1").text).toMatch(/^<@U0BOB>,/);
    expect(post(threadView(flow, run), "hand/2").text).toBe("<@U0BOB> handed over to <@U0CY>.");
    expect(post(threadView(flow, run), "hand/3").text).toBe("<@U0ANA> took over from <@U0CY>.");
  });

  it("offer another try of work that was given up, until someone asks for it", () => {
    const lost = happened(started(), {
      kind: "gaveUp",
      work: "probe confirmPattern#1",
      why: "The network was down.",
    });
    const { blocks, text } = post(threadView(flow, lost), "trouble/1");
    expect(text).toContain("The network was down.");
    expect(button(blocks, "Try again").handle).toEqual({ act: "retry", run: "r1" });
    const retried = post(threadView(flow, did(lost, { kind: "retry" }, "U0BOB")), "trouble/1");
    expect(buttons(retried.blocks)).toEqual([]);
    expect(retried.text).toContain("<@U0BOB> asked to try again");
  });

  it("come in the order in which they happened", () => {
    const noted = did(diagnosed(), { kind: "note", text: "First" });
    const run = did(chose(noted, "inner-hop-race"), { kind: "note", text: "Second" });
    const keys = threadView(flow, run).map(({ key }) => key);
    expect(keys).toEqual([
      "card",
      "step/confirmPattern#1",
      "broadcast/verdict",
      "note/1",
      "step/reviewBackend#1",
      "note/2",
    ]);
  });
});
