import { describe, expect, it } from "vitest";
import type { Happening } from "../../../../src/run/event.ts";
import type { Run } from "../../../../src/run/run.ts";
import { encodeHandle } from "../../../../src/slack/messages/blocks/handle.ts";
import { readForm } from "../../../../src/slack/messages/forms/run-forms.ts";
import { runList } from "../../../../src/slack/messages/replies/run-lists.ts";
import { statusReply } from "../../../../src/slack/messages/replies/status-reply.ts";
import { threadView } from "../../../../src/slack/messages/thread/thread-view.ts";
import { chose, diagnosed, did, flow, happened, observed } from "../runs.ts";
import { button, buttons, post } from "../shown.ts";

const visit = "confirmPattern#1";
const reminded = happened(diagnosed(), { kind: "reminded", visit });
const escalated = happened(reminded, { kind: "escalated", visit });
const parked = did(diagnosed(), { kind: "park", seconds: 3600, reason: "The vendor looks" });

const keys = (run: Run) => threadView(flow, run).map(({ key }) => key);
const acts = (run: Run, key: string) =>
  buttons(post(threadView(flow, run), key).blocks).map(({ handle }) => handle.act);

describe("a reminder", () => {
  it("offers silence for 15 minutes or an hour", () => {
    const { blocks } = post(threadView(flow, reminded), `remind/${visit}`);
    const later = button(blocks, "Remind me in 15 minutes").handle;
    expect(later).toEqual({ act: "snooze", run: "r1", visit, item: "900" });
    expect(button(blocks, "Remind me in 1 hour").handle.item).toBe("3600");
  });

  it("says who asked for silence, and offers it no more", () => {
    const run = did(reminded, { kind: "snooze", visit, seconds: 900 }, "U0BOB");
    const { text } = post(threadView(flow, run), `remind/${visit}`);
    expect(text).toMatch(/<@U0BOB> asked for silence until \d\d:\d\d UTC/);
    expect(acts(run, `remind/${visit}`)).toEqual([]);
  });

  it.each<[string, Run]>([
    ["someone did something", did(reminded, { kind: "note", text: "On it" })],
    ["the step is over", chose(reminded, "inner-hop-race")],
    ["the run rests", did(reminded, { kind: "park", seconds: 3600, reason: "Later" })],
    ["there is a newer one", happened(reminded, { kind: "reminded", visit })],
  ])("offers silence no more once %s", (_when, run) => {
    expect(acts(run, `remind/${visit}`)).toEqual([]);
  });
});

describe("a step that nobody touches", () => {
  it("is told to the channel once, with its name and its driver", () => {
    const { text, where } = post(threadView(flow, escalated), "broadcast/escalated");
    expect(where).toBe("broadcast");
    expect(text).toContain("Confirm the 502 pattern");
    expect(text).toContain("<@U0ANA> drives");
    const again = happened(happened(escalated, { kind: "reminded", visit }), {
      kind: "escalated",
      visit,
    });
    expect(keys(again).filter((key) => key === "broadcast/escalated")).toHaveLength(1);
    expect(post(threadView(flow, again), `escalate/${visit}/1`).where).toBe("thread");
  });

  it("leaves no changed verdict out, and is left to the thread where the channel has heard enough", () => {
    const other = { finding: "deploy", strength: "likely", says: "Deploys." } as const;
    const look: Happening = {
      kind: "lookedAgain",
      visit,
      led: { kind: "step", step: "confirmPattern", state: "looking" },
    };
    const changedLast = observed(happened(escalated, look, "U0ANA"), other);
    expect(keys(changedLast)).toContain("broadcast/escalated");
    expect(keys(changedLast)).toContain("broadcast/changed");
    const changedFirst = observed(happened(diagnosed(), look, "U0ANA"), other);
    const then = happened(changedFirst, { kind: "escalated", visit: "confirmPattern#2" });
    expect(keys(then)).toContain("broadcast/changed");
    expect(keys(then)).not.toContain("broadcast/escalated");
    expect(keys(then)).toContain("escalate/confirmPattern#2/1");
  });
});

describe("a parked run", () => {
  it("says until when, who and why on its card, and can be woken there", () => {
    const { text } = post(threadView(flow, parked), "card");
    expect(text).toMatch(/Parked until .*04:\d\d UTC by <@U0ANA>\. Reason: The vendor looks/);
    expect(acts(parked, "card")).toContain("unpark");
    expect(acts(parked, "card")).not.toContain("park");
    expect(acts(parked, "park/1")).toEqual(["unpark"]);
    expect(statusReply(flow, parked).text).toContain("Parked until");
  });

  it("calls its driver once when it wakes by itself, and says who woke it otherwise", () => {
    const byItself = happened(parked, { kind: "unparked" });
    expect(post(threadView(flow, byItself), "park/2").text).toMatch(
      /^<@U0ANA>, the time to rest is over/,
    );
    const woken = did(parked, { kind: "unpark" }, "U0BOB");
    expect(post(threadView(flow, woken), "park/2").text).toBe("<@U0BOB> woke the runbook.");
    for (const run of [byItself, woken]) {
      expect(acts(run, "park/1")).toEqual([]);
      expect(acts(run, "card")).toContain("park");
    }
  });

  it("is asked for with a time and a reason", () => {
    const filled = (seconds: string | undefined, reason: string) =>
      readForm({
        metadata: encodeHandle({ act: "park", run: "r1" }),
        values: {
          for: { for: { selected_option: seconds === undefined ? null : { value: seconds } } },
          reason: { reason: { value: reason } },
        },
        ...{ flow, run: diagnosed(), parts: { fields: new Map(), by: "U0ANA" } },
      });
    expect(filled("3600", "Vendor")).toMatchObject({
      kind: "ok",
      value: { act: { kind: "park", seconds: 3600, reason: "Vendor" } },
    });
    expect(filled(undefined, "Vendor")).toMatchObject({ errors: { for: expect.any(String) } });
    expect(filled("3600", " ")).toMatchObject({ errors: { reason: expect.any(String) } });
  });
});

describe("the list of runbooks", () => {
  it("names those that were left out, and why, escaped", () => {
    const problems = ['fix: "<x>" is neither a step nor an end.', "Another."];
    const { text } = runList([flow], [], [{ name: "ours@2", problems }]);
    expect(text).toContain("ours@2");
    expect(text).toContain("&lt;x&gt;");
    expect(text).toContain("1 more");
  });
});
