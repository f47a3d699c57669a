import type { TaskCardBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import type { Run } from "../../../../src/run/run.ts";
import { withoutNewBlocks } from "../../../../src/slack/messages/blocks/without-new-blocks.ts";
import { threadView } from "../../../../src/slack/messages/thread/thread-view.ts";
import {
  changed,
  chose,
  diagnosed,
  did,
  flow,
  happened,
  observed,
  path,
  resolved,
  started,
} from "../runs.ts";
import { buttons, mrkdwn, post } from "../shown.ts";

/** The task cards of a run's card. */
const tasks = (run: Run) =>
  post(threadView(flow, run), "card").blocks.flatMap((block) =>
    block.type === "plan" ? ((block.tasks ?? []) as readonly TaskCardBlock[]) : [],
  );

describe("the card", () => {
  it("says what is known, who drives, what is done and what comes", () => {
    const { text } = post(threadView(flow, chose(diagnosed(), "inner-hop-race")), "card");
    expect(text.split("\n")).toEqual([
      "ALB returns intermittent 502s",
      "12 of 240,000 requests failed (0.005 %), steady since 01:20.",
      "Possible: the metrics fit, nothing proves it.",
      "orders-alb (eu-west-1). <@U0ANA> drives. Started by <@U0ANA> 2026-11-23 03:12 UTC.",
      "Step 2 of 5: Review the backend's idle timeouts.",
      "Done: Confirm the 502 pattern. <@U0ANA> chose “It fits behind the proxy: review the timeouts”, 03:14 UTC. 12 of 240,000 requests failed (0.005 %), steady since 01:20.",
      "Now: Review the backend's idle timeouts. Waiting for answers since 03:14 UTC.",
      "To come: Align the timeouts; Retest with fresh traffic; Keep it from coming back.",
      "Buttons: Catch me up; Add a note. More: Change the driver; Park; Stop.",
    ]);
  });

  it("lets Slack count the time since the start, so that it needs no edit", () => {
    const { blocks } = post(threadView(flow, diagnosed()), "card");
    expect(JSON.stringify(blocks)).toContain("{date_short_pretty} {time}, {ago}");
    expect(JSON.stringify(post(threadView(flow, resolved()), "card").blocks)).not.toContain(
      "{ago}",
    );
  });

  it("says all that is known of where its subject is", () => {
    const subject = {
      key: "orders-alb (eu-west-1, 123456789012)",
      name: "orders-alb",
      where: "eu-west-1",
      whereInFull: "eu-west-1, account 123456789012",
    };
    const { text } = post(threadView(flow, { ...diagnosed(), subject }), "card");
    expect(text).toContain("orders-alb (eu-west-1, account 123456789012).");
  });

  it("names nothing where a run is about nothing in particular", () => {
    const { subject: _none, ...run } = diagnosed();
    expect(post(threadView(flow, run), "card").text).toContain("\n<@U0ANA> drives.");
  });

  it("keeps the problem in sight beside what a newer look says", () => {
    const says =
      "12 of 240,000 requests failed (0.005 %), steady since 01:20. That fits the keep-alive race: nothing else failed.";
    const headline = "0.005 % of requests fail: that fits the keep-alive race.";
    const race = { finding: "inner-hop-race", strength: "possible", headline, says } as const;
    const seen = observed(started(), race);
    const review = chose(seen, "inner-hop-race");
    const answers = { path: path(5) };
    const answered = did(review, { kind: "answer", visit: "reviewBackend#1", answers });
    const short = observed(answered, { finding: "too-short", says: "nginx closes after 5 s." });
    expect(post(threadView(flow, review), "card").text).toContain(headline);
    expect(post(threadView(flow, short), "card").text).toContain(
      `${headline}\nnginx closes after 5 s.\n`,
    );
    const retested = observed(changed(), { finding: "not-enough", says: "Too few requests yet." });
    expect(post(threadView(flow, retested), "card").text).toContain(
      "steady since 01:20.\nToo few requests yet.\n",
    );
  });

  it("shows a step that came to nothing, and what was taken back only as still to come", () => {
    const unread = observed(started(), { finding: null, says: "AccessDenied." });
    expect(tasks(unread)[0]).toMatchObject({ task_id: "confirmPattern", status: "error" });
    const gaveUp = { kind: "gaveUp", work: "probe confirmPattern#1", why: "Gone." } as const;
    expect(tasks(happened(started(), gaveUp))[0]).toMatchObject({ status: "error" });
    const asked = chose(diagnosed(), "inner-hop-race");
    const back = did(asked, { kind: "back", visit: "reviewBackend#1" });
    expect(tasks(back).map(({ title, status }) => [title, status])).toEqual([
      ["Confirm the 502 pattern", "in_progress"],
      ["Read the access logs", "pending"],
      ["Review the backend's idle timeouts", "pending"],
      ["Align the timeouts", "pending"],
      ["Retest with fresh traffic", "pending"],
      ["Keep it from coming back", "pending"],
    ]);
  });

  it("is the same in sections where a workspace takes no plan", () => {
    const { blocks } = post(threadView(flow, chose(diagnosed(), "inner-hop-race")), "card");
    const lines = mrkdwn(withoutNewBlocks(blocks)).join("\n");
    expect(lines).toContain("✓ Confirm the 502 pattern: <@U0ANA> chose “It fits");
    expect(lines).toContain("→ *Review the backend's idle timeouts*: Waiting for answers since");
    expect(lines).toContain("· Retest with fresh traffic");
    expect(buttons(withoutNewBlocks(blocks))).toEqual(buttons(blocks));
  });

  it("says how the run ended, and offers to open it again", () => {
    const { blocks, text } = post(threadView(flow, resolved()), "card");
    expect(text).toContain("Resolved.");
    expect(buttons(blocks).map(({ label }) => label)).toEqual(["Open it again…"]);
    const stopped = did(diagnosed(), { kind: "stop", reason: "It was the network" }, "U0BOB");
    expect(post(threadView(flow, stopped), "card").text).toMatch(
      /Stopped by <@U0BOB>.*\n.*It was the network/,
    );
  });
});
