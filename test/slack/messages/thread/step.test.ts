import { describe, expect, it } from "vitest";
import { view } from "../../../../src/slack/messages/thread/view.ts";
import {
  changed,
  chose,
  diagnosed,
  did,
  flow,
  happened,
  observed,
  path,
  started,
} from "../runs.ts";
import { button, buttons, post } from "../shown.ts";

describe("the message of a step", () => {
  it("says what is being looked at, how far it is, and how long it will take", () => {
    const says = "6 of 20 requests sent, 0 failed with 502";
    const progress = { visit: "confirmPattern#1", progress: { says, share: 0.3, secondsLeft: 7 } };
    const doing = "Reading the load balancer's metrics";
    const { text } = post(view(flow, started(), { progress, doing }), "step/confirmPattern#1");
    expect(text).toContain("Reading the load balancer's metrics");
    expect(text).toContain(`▰▰▰▱▱▱▱▱▱▱ 30 %. ${says}. About 7 s left.`);
  });

  it("lets anyone stop a look, and says who did", () => {
    const { blocks } = post(view(flow, started()), "step/confirmPattern#1");
    const visit = "confirmPattern#1";
    expect(button(blocks, "Stop looking").handle).toEqual({ act: "cancel", run: "r1", visit });
    const stopped = did(started(), { kind: "cancel", visit }, "U0BOB");
    const ending = post(view(flow, stopped), `step/${visit}`);
    expect(ending.text).toContain("<@U0BOB> stopped the look, 03:13 UTC.");
    expect(buttons(ending.blocks).map(({ label }) => label)).toEqual(["Skip…"]);
    const seen = observed(stopped, { finding: null, says: "Stopped after 2 s. Half." });
    const { text } = post(view(flow, seen), `step/${visit}`);
    expect(text).toContain("<@U0BOB> stopped the look, 03:13 UTC.\nStopped after 2 s. Half.");
  });

  it("shows the command to run by hand beside the question that it answers", () => {
    const asks = { cause: { kind: "text", label: "What does it print?" } };
    const { confirmPattern } = flow.steps;
    if (confirmPattern === undefined) throw new Error("The flow confirms the pattern.");
    const asking = {
      ...flow,
      steps: { ...flow.steps, confirmPattern: { ...confirmPattern, ask: asks } },
    };
    const run = started();
    const visits = run.visits.map((visit) => ({ ...visit, state: "asking" as const }));
    const command = "kubectl get pods -l app='a b' <none>";
    const { text, blocks } = post(
      view(asking, { ...run, visits }, { command }),
      "step/confirmPattern#1",
    );
    expect(text).toContain("Run this, and answer with what it prints:");
    expect(JSON.stringify(blocks)).toContain("kubectl get pods -l app='a b' <none>");
  });

  it("does not show the progress of another visit", () => {
    const progress = { visit: "retest#1", progress: { says: "6 of 20", share: 0.3 } };
    expect(post(view(flow, started(), { progress }), "step/confirmPattern#1").text).not.toContain(
      "6 of 20",
    );
  });

  it("shows evidence, what its strength means, and a button to the queries", () => {
    const { blocks, text } = post(view(flow, diagnosed()), "step/confirmPattern#1");
    expect(text).toContain("12 of 240,000 requests failed");
    expect(text).toContain("Possible: the metrics fit, nothing proves it");
    expect(text).toContain("502s: 12 of 240,000 (held against ≤ 0.1 %).");
    expect(blocks.find(({ type }) => type === "table")).toMatchObject({
      rows: [
        [{ text: "What was read" }, { text: "Value" }, { text: "Held against" }],
        [{ text: "502s" }, { text: "12 of 240,000" }, { text: "≤ 0.1\u00A0%" }],
      ],
    });
    expect(button(blocks, "Show the queries").handle).toEqual({
      act: "queries",
      run: "r1",
      visit: "confirmPattern#1",
    });
  });

  it("keeps facts behind the button and shows what to do", () => {
    const run = observed(started(), {
      finding: "inner-hop-race",
      says: "It fits.",
      details: ["No failed connection was counted."],
      next: ["Compare the idle timeouts.", "Read the logs.", "Ask the team.", "Wait."],
    });
    const { text } = post(view(flow, run), "step/confirmPattern#1");
    expect(text).toContain("What to do\n• Compare the idle timeouts.\n• Read the logs.");
    expect(text).not.toContain("No failed connection");
    expect(text).not.toContain("Wait.");
  });

  it("asks with a button that opens the answers, and can be skipped", () => {
    const { blocks, text } = post(
      view(flow, chose(diagnosed(), "inner-hop-race")),
      "step/reviewBackend#1",
    );
    expect(text).toContain("Which servers does a request pass");
    expect(button(blocks, "Answer").style).toBe("primary");
    expect(button(blocks, "Back").handle.act).toBe("back");
    expect(button(blocks, "Skip").handle.act).toBe("skip");
  });

  it("shows what was answered before, to be confirmed with one tap, and what is still to change", () => {
    const review = chose(diagnosed(), "inner-hop-race");
    const visit = "reviewBackend#1";
    expect(
      buttons(post(view(flow, review), `step/${visit}`).blocks).map(({ label }) => label),
    ).not.toContain("Same as before");
    const told = did(review, { kind: "answer", visit, answers: { path: path(5) } });
    const remedy = {
      title: "nginx: keep idle connections longer",
      says: "Set it.",
      lines: ["keepalive_timeout 75s;"],
      safety: "safe",
      source: "nginx.org",
      costs: [],
    } as const;
    const seen = observed(told, {
      probe: "alb.timeouts@1",
      finding: "too-short",
      says: "5 s is short.",
      remedies: [remedy],
    });
    const { blocks, text } = post(view(flow, chose(seen, "too-short")), "step/alignTimeouts#1");
    expect(text).toContain(
      "Which values hold now? Before: nginx closes idle connections: after 5 s",
    );
    expect(text).toContain("keepalive_timeout 75s;");
    expect(button(blocks, "Same as before").handle).toEqual({
      act: "answerAgain",
      run: "r1",
      visit: "alignTimeouts#1",
    });
  });

  it("has nothing to go back to at the first step", () => {
    const { blocks } = post(view(flow, diagnosed()), "step/confirmPattern#1");
    expect(buttons(blocks).map(({ label }) => label)).not.toContain("Back");
  });

  it("is one line of record once it is over, with the reason and the evidence it was decided on", () => {
    const run = chose(diagnosed(), "deploy", "We deployed at 01:20", "U0BOB");
    const { blocks, text } = post(view(flow, run), "step/confirmPattern#1");
    expect(text).toContain("<@U0BOB> chose “Failures come with deploys”, 03:14 UTC.");
    expect(text).toContain("Reason: We deployed at 01:20");
    expect(text).toContain("12 of 240,000 requests failed");
    expect(buttons(blocks)).toEqual([]);
  });

  it("marks evidence that was taken back by going back", () => {
    const asked = chose(diagnosed(), "inner-hop-race");
    const visit = "reviewBackend#1";
    const answered = did(asked, { kind: "answer", visit, answers: { path: path(5) } });
    const compared = observed(answered, { finding: "too-short", says: "nginx closes first." });
    const { text } = post(view(flow, did(compared, { kind: "back", visit })), `step/${visit}`);
    expect(text).toContain("nginx closes first. (Taken back: this no longer counts.)");
  });

  it("lets anyone take or finish a follow-up that is not done", () => {
    const run = did(
      chose(observed(changed(), { finding: "fixed", says: "Fixed." }), "fixed"),
      { kind: "finishFollowUp", item: "path" },
      "U0BOB",
    );
    const { blocks, text } = post(view(flow, run), "step/prevent#1");
    const taking = buttons(blocks).filter(({ handle }) => handle.act === "takeFollowUp");
    expect(taking.map(({ handle }) => handle.item)).toEqual([
      "document",
      "retest",
      "watch",
      "idle",
      "logs",
    ]);
    expect(text).toMatch(/Review the timeouts as one path.*done by <@U0BOB>/);
  });
});

describe("the messages beside the steps", () => {
  it("keep a note as a line of the thread, with its author", () => {
    const run = did(diagnosed(), { kind: "note", text: "Saw <!here> & more" }, "U0BOB");
    const { text } = post(view(flow, run), "note/1");
    expect(text).toBe("<@U0BOB> noted:\nSaw &lt;!here&gt; &amp; more");
  });

  it("remind who drove when it was due, each time in a message of its own", () => {
    const due = happened(diagnosed(), { kind: "reminded", visit: "confirmPattern#1" });
    const twice = happened(due, { kind: "reminded", visit: "confirmPattern#1" });
    const later = did(twice, { kind: "takeOver" }, "U0BOB");
    const reminders = view(flow, later).filter(({ key }) => key.startsWith("remind/"));
    expect(reminders.map(({ key }) => key)).toEqual([
      "remind/confirmPattern#1",
      "remind/confirmPattern#1/2",
    ]);
    expect(post(view(flow, later), "remind/confirmPattern#1").text).toContain("<@U0ANA>");
    expect(post(view(flow, later), "hand/1").text).toBe("<@U0BOB> took over from <@U0ANA>.");
  });

  it("know who drives after each hand-over", () => {
    const taken = did(diagnosed(), { kind: "takeOver" }, "U0BOB");
    const due = happened(taken, { kind: "reminded", visit: "confirmPattern#1" });
    const handed = did(due, { kind: "handOver", to: "U0CY" }, "U0BOB");
    const run = did(handed, { kind: "takeOver" });
    expect(post(view(flow, run), "remind/confirmPattern#1").text).toMatch(/^<@U0BOB>,/);
    expect(post(view(flow, run), "hand/2").text).toBe("<@U0BOB> handed over to <@U0CY>.");
    expect(post(view(flow, run), "hand/3").text).toBe("<@U0ANA> took over from <@U0CY>.");
  });

  it("offer another try of work that was given up, until someone asks for it", () => {
    const lost = happened(started(), {
      kind: "gaveUp",
      work: "probe confirmPattern#1",
      why: "The network was down.",
    });
    const { blocks, text } = post(view(flow, lost), "trouble/1");
    expect(text).toContain("The network was down.");
    expect(button(blocks, "Try again").handle).toEqual({ act: "retry", run: "r1" });
    const retried = post(view(flow, did(lost, { kind: "retry" }, "U0BOB")), "trouble/1");
    expect(buttons(retried.blocks)).toEqual([]);
    expect(retried.text).toContain("<@U0BOB> asked to try again");
  });

  it("come in the order in which they happened", () => {
    const noted = did(diagnosed(), { kind: "note", text: "First" });
    const run = did(chose(noted, "inner-hop-race"), { kind: "note", text: "Second" });
    const keys = view(flow, run).map(({ key }) => key);
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
