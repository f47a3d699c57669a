import { describe, expect, it } from "vitest";
import { threadView } from "../../../src/slack/messages/thread/thread-view.ts";
import { chose, diagnosed, did, flow, observed, path, resolved, started } from "./runs.ts";
import { button, buttons, post } from "./shown.ts";

describe("what the channel sees", () => {
  const told = (run: Parameters<typeof threadView>[1]) =>
    threadView(flow, run).flatMap((message) =>
      message.kind === "post" && message.where !== "thread" ? [message.key] : [],
    );

  it("is the card alone where the run has a thread of its own, and the start where it has not", () => {
    expect(told(started())).toEqual(["card"]);
    expect(told(started({ threadTs: "1.1" }))).toEqual(["card", "broadcast/start"]);
  });

  it("is the first verdict, and one that differs", () => {
    expect(told(diagnosed())).toEqual(["card", "broadcast/verdict"]);
    const again = did(diagnosed(), { kind: "lookAgain", visit: "confirmPattern#1" });
    const likely = observed(again, { finding: "inner-hop-race", strength: "likely", says: "Yes." });
    expect(told(likely)).toEqual(["card", "broadcast/verdict"]);
    const shown = observed(again, { finding: "inner-hop-race", strength: "shown", says: "Yes." });
    expect(told(shown)).toEqual(["card", "broadcast/verdict", "broadcast/surer"]);
    const other = observed(again, { finding: "deploy", strength: "possible", says: "Deploys." });
    expect(told(other)).toEqual(["card", "broadcast/verdict", "broadcast/changed"]);
    expect(post(threadView(flow, other), "broadcast/changed").text).toContain("Deploys.");
  });

  it("is what the access logs tell, where that differs from the metrics", () => {
    const race = { finding: "keepalive-race", strength: "possible", says: "Race." } as const;
    const read = chose(observed(started(), race), "keepalive-race");
    const same = observed(read, { finding: "keepalive-race", strength: "shown", says: "Shown." });
    expect(told(same)).toEqual(["card", "broadcast/verdict", "broadcast/surer"]);
    expect(post(threadView(flow, same), "broadcast/surer").text).toContain("Shown");
    const less = observed(read, { finding: "keepalive-race", strength: "possible", says: "Race." });
    expect(told(less)).toEqual(["card", "broadcast/verdict"]);
    const nothing = observed(read, { finding: "logs-off", says: "Off." });
    expect(told(nothing)).toEqual(["card", "broadcast/verdict"]);
    const killed = { finding: "killed-mid-request", strength: "likely", says: "Killed." } as const;
    const other = observed(read, killed);
    expect(told(other)).toEqual(["card", "broadcast/verdict", "broadcast/changed"]);
    const { text } = post(threadView(flow, other), "broadcast/changed");
    expect(text).toContain("changed. Killed");
    expect(text).toContain("Likely: more failures in the access logs have this shape");
    expect(post(threadView(flow, other), "card").text).toContain("Killed");
    expect(post(threadView(flow, other), "card").text).not.toMatch(/^Race\./m);
  });

  it("is not a later probe that measures something else", () => {
    const asked = chose(diagnosed(), "inner-hop-race");
    const answers = { path: path(5) };
    const answered = did(asked, { kind: "answer", visit: "reviewBackend#1", answers });
    const run = observed(answered, { finding: "too-short", strength: "likely", says: "5 s." });
    expect(told(run)).toEqual(["card", "broadcast/verdict"]);
  });

  it("is a person's decision against the evidence", () => {
    const run = chose(diagnosed(), "deploy", "We deployed at 01:20", "U0BOB");
    const { text } = post(threadView(flow, run), "broadcast/changed");
    expect(text).toContain("<@U0BOB> decided otherwise: Changes of targets: see who made them");
    expect(text).toContain("We deployed at 01:20");
  });

  it("is the close, and the summary once it is published", () => {
    expect(told(resolved())).toEqual(["card", "broadcast/verdict", "broadcast/close"]);
    const published = did(resolved(), { kind: "publish" });
    expect(told(published).at(-1)).toBe("published");
    const left = buttons(post(threadView(flow, published), "postmortem").blocks);
    expect(left.map(({ handle }) => handle.act)).toEqual(["readPostmortem", "edit"]);
    expect(
      button(post(threadView(flow, resolved()), "postmortem").blocks, "Publish").handle,
    ).toEqual({
      act: "publish",
      run: "r1",
    });
  });
});
