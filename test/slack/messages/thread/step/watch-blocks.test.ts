import { describe, expect, it } from "vitest";
import type { Evidence } from "#flow";
import type { Progress } from "../../../../../src/engine/ports.ts";
import type { Run } from "../../../../../src/run/run.ts";
import { statusReply } from "../../../../../src/slack/messages/replies/status-reply.ts";
import { threadView } from "../../../../../src/slack/messages/thread/thread-view.ts";
import { changed, did, flow, happened, observed, startedAt } from "../../runs.ts";
import { buttons, post } from "../../shown.ts";

const visit = "retest#1";
const minute = 60_000;
const waiting = observed(changed(), {
  finding: "not-enough",
  says: "0 of 3,000 requests failed since 03:12 UTC.",
  pending: {
    says: "3,000 of 16,200 clean requests",
    share: 0.19,
    expectedAt: startedAt + 90 * minute,
  },
});
const watched = did(waiting, { kind: "watch", visit }, "U0BOB");

const seen = (run: Run, evidence: Partial<Evidence>) => {
  const { log } = observed(run, evidence);
  const last = log.at(-1);
  if (last?.kind !== "observed") throw new Error("Nothing was observed.");
  const { kind, visit: at, startedAt: began, evidence: saw } = last;
  return happened(run, { kind, visit: at, startedAt: began, evidence: saw, settles: true });
};

const step = (run: Run, progress?: Progress) =>
  post(threadView(flow, run, progress ? { progress: { visit, progress } } : {}), `step/${visit}`);
const acts = (run: Run) => buttons(step(run).blocks).map(({ handle }) => handle.act);
const keys = (run: Run) => threadView(flow, run).map(({ key }) => key);
const fixed = { finding: "fixed", headline: "Fixed: 0 of 16,300.", says: "0 of 16,300 failed." };

describe("a step that can be watched", () => {
  it("offers it first where it is not settled, and says what is counted and when it is expected", () => {
    expect(buttons(step(waiting).blocks)[0]).toMatchObject({
      label: "Watch it for me",
      style: "primary",
    });
    expect(acts(waiting)).toContain("choose");
    expect(step(waiting).text).toContain("19 %. 3,000 of 16,200 clean requests");
    expect(step(waiting).text).toMatch(
      /for up to 7 days, and calls <@U0ANA> when it is settled\. It is expected to be settled about 04:42 UTC/,
    );
  });

  it("shows another look in the message that is there, and counts no visits", () => {
    const again = observed(did(waiting, { kind: "lookAgain", visit }), {
      finding: "not-enough",
      says: "0 of 9,000 requests failed.",
    });
    expect(keys(again)).toEqual(keys(waiting));
    const { text } = step(again);
    expect(text).toContain("0 of 9,000 requests failed.");
    expect(text).not.toMatch(/time\)/);
  });

  it("offers it no more once it is settled", () => {
    expect(acts(observed(changed(), fixed))).not.toContain("watch");
  });
});

describe("a step that is watched", () => {
  it("shows what was counted, when the answer is expected, and when it last looked", () => {
    const { text } = step(watched, {
      says: "12,300 of 16,200 clean requests",
      share: 0.76,
      at: startedAt + 40 * minute,
      expectedAt: startedAt + 88 * minute,
    });
    expect(text).toMatch(/Watching since 03:2\d UTC, asked by <@U0BOB>/);
    expect(text).toContain("76 %. 12,300 of 16,200 clean requests");
    expect(text).toContain("settled about 04:40 UTC");
    expect(text).toContain("Last look: 03:52 UTC.");
  });

  it("shows what the step's own look counted until the watch has looked", () => {
    expect(step(watched).text).toContain("3,000 of 16,200 clean requests");
  });

  it("shows no picture that is older than what it has counted", () => {
    const picture = { kind: "histogram", alt: "Old." } as unknown as Evidence["picture"] & {};
    const drawn = did(observed(changed(), { finding: "not-enough", says: "0 of 9.", picture }), {
      kind: "watch",
      visit,
    });
    const counted = { says: "some", share: 0.1, at: startedAt };
    const images = (...more: Progress[]) =>
      step(drawn, ...more).blocks.filter(({ type }) => type === "image");
    expect(images()).toHaveLength(1);
    expect(images(counted)).toHaveLength(0);
  });

  it("names the day of an answer that is far off, and says when nobody can tell", () => {
    const counted = { says: "some", share: 0.1, at: startedAt };
    const far = step(watched, { ...counted, expectedAt: startedAt + 1_500 * minute });
    expect(far.text).toContain("settled about 2026-11-24 04:12 UTC");
    expect(step(watched, counted).text).toContain("When it will be settled cannot be told yet.");
  });

  it("tells once that nothing is counted yet, and when that begins", () => {
    const says = "No requests are counted since 03:12 UTC yet.";
    const pending = { says: "nothing counted yet", share: 0, expectedAt: startedAt + 9 * minute };
    const empty = observed(changed(), { finding: "not-enough", says, pending });
    for (const run of [empty, did(empty, { kind: "watch", visit })]) {
      expect(step(run).text.match(/counted/g)).toHaveLength(1);
      expect(step(run).text).toContain("The first counts are expected about 03:21 UTC.");
    }
  });

  it("says what the newest looks could not read, beside the last count", () => {
    const unread = { times: 3, why: "AccessDenied on <cloudwatch>" };
    const { text } = step(watched, { says: "12 of 16 requests", share: 0.7, at: 1, unread });
    expect(text).toContain("12 of 16 requests");
    expect(text).toContain("The newest 3 looks could not read anything: AccessDenied on &lt;");
  });

  it("can be hurried, let go on, and stopped; the ways on stand behind one button", () => {
    expect(acts(watched)).toEqual(
      expect.arrayContaining(["hurry", "watch", "unwatch", "chooseOther", "skip", "back"]),
    );
    expect(acts(watched)).not.toContain("choose");
  });

  it("stands on the card and in the status", () => {
    const line = "Watching “Retest with fresh traffic” since";
    expect(post(threadView(flow, watched), "card").text).toContain(line);
    expect(statusReply(flow, watched).text).toContain(line);
  });

  it("is over in silence when someone stops it", () => {
    const stopped = did(watched, { kind: "unwatch", visit }, "U0BOB");
    expect(keys(stopped)).toEqual(keys(waiting));
    expect(acts(stopped)).toContain("watch");
  });
});

describe("a watch that ends by itself", () => {
  it("tells the channel once of a proof, and calls the driver there", () => {
    const proven = seen(watched, fixed);
    const { text, where } = post(threadView(flow, proven), "broadcast/proven");
    expect(where).toBe("broadcast");
    expect(text).toContain("<@U0ANA>, “Retest with fresh traffic” is settled. Fixed: 0 of 16,300.");
    expect(keys(proven)).not.toContain("watch/1");
    expect(acts(proven)).toContain("choose");
  });

  it("tells the proof in the newest line's place where the channel has heard enough", () => {
    const told = happened(happened(changed(), { kind: "reminded", visit }), {
      kind: "escalated",
      visit,
    });
    const proven = seen(
      did(observed(told, { finding: "not-enough" }), { kind: "watch", visit }),
      fixed,
    );
    expect(keys(proven)).toEqual(
      expect.arrayContaining(["broadcast/verdict", "broadcast/escalated"]),
    );
    expect(keys(proven)).not.toContain("broadcast/proven");
    expect(post(threadView(flow, proven), "watch/1").text).toContain(
      "is settled. Fixed: 0 of 16,300",
    );
    expect(post(threadView(flow, told), "broadcast/escalated").text).toContain("has been waiting");
    expect(post(threadView(flow, proven), "broadcast/escalated").text).toBe(
      "orders-alb (eu-west-1): Fixed: 0 of 16,300.",
    );
    expect(post(threadView(flow, proven), "broadcast/verdict").text).toMatch(/12 of 240,000/);
  });

  it("tells a proof that somebody saw by hand in the place of the verdict, and what that was", () => {
    const proven = observed(changed(), fixed);
    expect(keys(proven).filter((key) => /^broadcast/.test(key))).toEqual(["broadcast/verdict"]);
    expect(post(threadView(flow, proven), "broadcast/verdict").text).toBe(
      "orders-alb (eu-west-1): Fixed: 0 of 16,300.\nIt was: 12 of 240,000 requests failed (0.005 %), steady since 01:20.",
    );
  });

  it("tells the channel that it still fails, however that was seen, and of the proof that comes after", () => {
    const fails = { finding: "still-failing", says: "9 of 900 failed." };
    const failing = seen(watched, fails);
    const { text } = post(threadView(flow, failing), "broadcast/failing");
    expect(text).toContain("<@U0ANA>, “Retest with fresh traffic” is settled. 9 of 900 failed.");
    expect(keys(failing)).not.toContain("watch/1");
    const byHand = observed(changed(), fails);
    expect(post(threadView(flow, byHand), "broadcast/failing").text).toContain("9 of 900 failed.");
    expect(keys(byHand)).not.toContain("broadcast/proven");
    const mended = observed(byHand, fixed);
    expect(post(threadView(flow, mended), "broadcast/proven").text).toContain(
      "Fixed: 0 of 16,300.",
    );
    const again = observed(mended, fails);
    expect(keys(observed(again, fails)).filter((key) => /failing/.test(key))).toEqual([
      "broadcast/failing",
      "broadcast/failing/2",
    ]);
  });

  it.each<[string, Run, RegExp]>([
    [
      "its time is over",
      seen(watched, { finding: "not-enough", says: "0 of 9 failed." }),
      /^<@U0ANA>, the time for the watch of .* is over, and it is not settled\. 0 of 9 failed\.$/,
    ],
    [
      "nothing could be read",
      seen(watched, { finding: null, says: "AccessDenied." }),
      /^<@U0ANA>, the watch .* ended, because nothing could be read five times .* AccessDenied\.$/,
    ],
    [
      "the clock ended it",
      happened(watched, { kind: "unwatched", visit }),
      /nothing is settled\.$/,
    ],
  ])("calls the driver in the thread when %s", (_when, run, says) => {
    expect(post(threadView(flow, run), "watch/1").text).toMatch(says);
    expect(keys(run)).not.toContain("broadcast/proven");
  });

  it("calls whoever drove then", () => {
    const handed = did(watched, { kind: "handOver", to: "U0CY" });
    expect(post(threadView(flow, seen(handed, fixed)), "broadcast/proven").text).toContain(
      "<@U0CY>, “Retest",
    );
  });
});
