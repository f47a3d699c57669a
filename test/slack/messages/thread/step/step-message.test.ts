import { describe, expect, it } from "vitest";
import { threadView } from "../../../../../src/slack/messages/thread/thread-view.ts";
import { changed, chose, diagnosed, did, flow, observed, path, started } from "../../runs.ts";
import { button, buttons, post } from "../../shown.ts";

describe("the message of a step", () => {
  it("says what is being looked at, how far it is, and how long it will take", () => {
    const says = "6 of 20 requests sent, 0 failed with 502";
    const progress = { visit: "confirmPattern#1", progress: { says, share: 0.3, secondsLeft: 7 } };
    const doing = "Reading the load balancer's metrics";
    const { text } = post(
      threadView(flow, started(), { progress, doing }),
      "step/confirmPattern#1",
    );
    expect(text).toContain("Reading the load balancer's metrics");
    expect(text).toContain(`▰▰▰▱▱▱▱▱▱▱ 30 %. ${says}. About 7 s left.`);
  });

  it("lets anyone stop a look, and says who did", () => {
    const { blocks } = post(threadView(flow, started()), "step/confirmPattern#1");
    const visit = "confirmPattern#1";
    expect(button(blocks, "Stop looking").handle).toEqual({ act: "cancel", run: "r1", visit });
    const stopped = did(started(), { kind: "cancel", visit }, "U0BOB");
    const ending = post(threadView(flow, stopped), `step/${visit}`);
    expect(ending.text).toContain("<@U0BOB> stopped the look, 03:13 UTC.");
    expect(buttons(ending.blocks).map(({ label }) => label)).toEqual(["Skip…"]);
    const seen = observed(stopped, { finding: null, says: "Stopped after 2 s. Half." });
    const { text } = post(threadView(flow, seen), `step/${visit}`);
    expect(text).toMatch(/^Stopped after 2 s. Half./);
    expect(text).toContain("<@U0BOB> stopped the look, 03:13 UTC.");
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
      threadView(asking, { ...run, visits }, { command }),
      "step/confirmPattern#1",
    );
    expect(text).toContain("Run this, and answer with what it prints:");
    expect(JSON.stringify(blocks)).toContain("kubectl get pods -l app='a b' <none>");
  });

  it("does not show the progress of another visit", () => {
    const progress = { visit: "retest#1", progress: { says: "6 of 20", share: 0.3 } };
    expect(
      post(threadView(flow, started(), { progress }), "step/confirmPattern#1").text,
    ).not.toContain("6 of 20");
  });

  it("begins with the verdict and what to press, and keeps tables and thresholds behind a button", () => {
    const { blocks, text } = post(threadView(flow, diagnosed()), "step/confirmPattern#1");
    expect(text.split("\n")[0]).toContain("12 of 240,000 requests failed");
    expect(text.split("\n")[1]).toMatch(/^Buttons: /);
    expect(text).toContain(
      "Step: Confirm the 502 pattern. Possible: the metrics fit, nothing proves it",
    );
    expect(text).not.toContain("≤ 0.1 %");
    expect(blocks.map(({ type }) => type)).not.toContain("table");
    expect(button(blocks, "All evidence").handle).toEqual({
      act: "queries",
      run: "r1",
      visit: "confirmPattern#1",
    });
  });

  it("keeps facts behind the button, and shows what to do where no next step tells it", () => {
    const run = observed(started(), {
      finding: null,
      says: "It fits.",
      details: ["No failed connection was counted."],
      next: ["Compare the idle timeouts.", "Read the logs.", "Ask the team.", "Wait."],
    });
    const { text } = post(threadView(flow, run), "step/confirmPattern#1");
    expect(text).toContain("What to do\n• Compare the idle timeouts.\n• Read the logs.");
    expect(text).not.toContain("No failed connection");
    expect(text).not.toContain("Wait.");
    const on = observed(started(), { finding: "deploy", says: "It fits.", next: ["Compare."] });
    expect(post(threadView(flow, on), "step/confirmPattern#1").text).not.toContain("Compare.");
  });

  it("asks with a button that opens the answers, and can be skipped", () => {
    const { blocks, text } = post(
      threadView(flow, chose(diagnosed(), "inner-hop-race")),
      "step/reviewBackend#1",
    );
    expect(text).toContain("Which servers does a request pass");
    expect(button(blocks, "Answer").style).toBe("primary");
    expect(button(blocks, "Back").handle.act).toBe("back");
    expect(button(blocks, "Skip").handle.act).toBe("skip");
  });

  it("shows what was answered before, to be confirmed with one tap", () => {
    const review = chose(diagnosed(), "inner-hop-race");
    const visit = "reviewBackend#1";
    const told = did(review, { kind: "answer", visit, answers: { path: path(5) } });
    const back = did(told, { kind: "back", visit });
    const again = chose(
      observed(back, { finding: "inner-hop-race", says: "So." }),
      "inner-hop-race",
    );
    const { blocks, text } = post(threadView(flow, again), "step/reviewBackend#2");
    expect(text).toContain("Before: nginx closes idle connections after 5 s");
    const handle = { act: "answerAgain", run: "r1", visit: "reviewBackend#2" };
    expect(button(blocks, "Same as before").handle).toEqual(handle);
  });

  it("shows what to change where it is made, to be stated with one tap and the new value", () => {
    const review = chose(diagnosed(), "inner-hop-race");
    const visit = "reviewBackend#1";
    expect(
      buttons(post(threadView(flow, review), `step/${visit}`).blocks).map(({ label }) => label),
    ).not.toContain("Same as before");
    const told = did(review, { kind: "answer", visit, answers: { path: path(5) } });
    const remedy = {
      title: "nginx: keep idle connections longer",
      says: "Set it.",
      lines: ["keepalive_timeout 75s;"],
      safety: "safe",
      source: "nginx.org",
      costs: [],
      makes: { says: "75 s", answers: { path: path(75) } },
    } as const;
    const evidence = { finding: "too-short", says: "5 s is short.", remedies: [remedy] } as const;
    const seen = observed(told, evidence);
    expect(post(threadView(flow, seen), `step/${visit}`).text).not.toContain(
      "keepalive_timeout 75s;",
    );
    const align = observed(chose(seen, "too-short"), evidence);
    const { blocks, text } = post(threadView(flow, align), "step/alignTimeouts#1");
    expect(text).toContain("keepalive_timeout 75s;");
    expect(buttons(blocks)[0]).toEqual({
      label: "Rolled out as shown: 75 s",
      style: undefined,
      handle: { act: "choose", run: "r1", visit: "alignTimeouts#1", item: "rolledOut" },
    });
    expect(JSON.stringify(blocks)).not.toContain("recommended");
    const rolledOut = chose(align, "rolledOut");
    expect(rolledOut.facts.path).toEqual(path(75));
    expect(rolledOut.changes).toHaveLength(1);
  });

  it("has nothing to go back to at the first step", () => {
    const { blocks } = post(threadView(flow, diagnosed()), "step/confirmPattern#1");
    expect(buttons(blocks).map(({ label }) => label)).not.toContain("Back");
  });

  it("is one line of record once it is over, with the reason and the evidence it was decided on", () => {
    const run = chose(diagnosed(), "deploy", "We deployed at 01:20", "U0BOB");
    const { blocks, text } = post(threadView(flow, run), "step/confirmPattern#1");
    expect(text).toContain("<@U0BOB> chose “Changes of targets: see who made them”, 03:14 UTC.");
    expect(text).toContain("Reason: We deployed at 01:20");
    expect(text).toContain("12 of 240,000 requests failed");
    expect(buttons(blocks)).toEqual([]);
  });

  it("marks evidence that was taken back by going back", () => {
    const asked = chose(diagnosed(), "inner-hop-race");
    const visit = "reviewBackend#1";
    const answered = did(asked, { kind: "answer", visit, answers: { path: path(5) } });
    const compared = observed(answered, { finding: "too-short", says: "nginx closes first." });
    const { text } = post(
      threadView(flow, did(compared, { kind: "back", visit })),
      `step/${visit}`,
    );
    expect(text).toContain("nginx closes first. (Taken back: this no longer counts.)");
  });

  it("lets anyone tick a follow-up that is not done, which takes it too", () => {
    const run = did(
      chose(observed(changed(), { finding: "fixed", says: "Fixed." }), "fixed"),
      { kind: "finishFollowUp", item: "path" },
      "U0BOB",
    );
    const { blocks, text } = post(threadView(flow, run), "step/prevent#1");
    const taking = buttons(blocks).filter(({ handle }) => handle.act === "finishFollowUp");
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
