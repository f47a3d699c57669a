import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemsOfBlocks } from "../../../../lab/workspace/rules/blocks.ts";
import { foldLog } from "../../../../src/run/fold.ts";
import { clickActions } from "../../../../src/slack/messages/blocks/click-actions.ts";
import { fitBlocks } from "../../../../src/slack/messages/blocks/limits.ts";
import { withoutNewBlocks } from "../../../../src/slack/messages/blocks/without-new-blocks.ts";
import { threadView } from "../../../../src/slack/messages/thread/thread-view.ts";
import { buttons, foreign, inSight, mrkdwn, posts } from "../shown.ts";
import { type Walk, walk } from "../walks.ts";

const holds = (property: (walked: Walk) => void) =>
  fc.assert(fc.property(walk, property), { numRuns: 60 });

describe("the thread of any run, whatever people and AWS write", () => {
  it("keeps every limit of Slack", () => {
    holds(({ flow, run }) => {
      for (const { blocks, text, key } of posts(threadView(flow, run))) {
        expect(problemsOfBlocks(blocks, "message"), key).toEqual([]);
        expect(problemsOfBlocks(fitBlocks(withoutNewBlocks(blocks)), "message"), key).toEqual([]);
        expect(text.length, key).toBeGreaterThan(0);
        expect(text.length, key).toBeLessThanOrEqual(3_000);
        expect(Buffer.byteLength(text), key).toBeLessThanOrEqual(4_000);
      }
    });
  });

  it("lets nobody's text make a mention, a link or an entity", () => {
    holds(({ flow, run }) => {
      for (const { blocks, text, key } of posts(threadView(flow, run))) {
        for (const one of [...mrkdwn(blocks), text]) expect(foreign(one), key).toBe("");
      }
    });
  });

  it("offers four buttons under a message at most, of which one is primary", () => {
    holds(({ flow, run }) => {
      for (const { blocks, key } of posts(threadView(flow, run))) {
        expect(inSight(blocks), key).toBeLessThanOrEqual(4);
        const primary = buttons(blocks).filter(({ style }) => style === "primary");
        expect(primary.length, key).toBeLessThanOrEqual(1);
      }
    });
  });

  it("recommends nothing that only a person knows", () => {
    holds(({ flow, run }) => {
      const primary = posts(threadView(flow, run))
        .flatMap(({ blocks }) => buttons(blocks))
        .filter(({ style, handle }) => style === "primary" && handle.act.startsWith("choose"));
      const step = flow.steps[run.visits.at(-1)?.step ?? ""];
      for (const { handle } of primary)
        expect(step?.choices[handle.item ?? ""]?.marks).toBeUndefined();
    });
  });

  it("shows no time in UTC where Slack could show each reader's own", () => {
    holds(({ flow, run }) => {
      for (const { blocks, key } of posts(threadView(flow, run)))
        for (const one of mrkdwn(blocks.filter(({ type }) => type !== "actions")))
          if (one.length < 2_000)
            expect(one.replaceAll(/`[^`]*`|<[^<>]*>/g, ""), key).not.toMatch(/\d\d:\d\d UTC/);
    });
  });

  it("has one message for each key, the same at every rendering", () => {
    holds(({ flow, run }) => {
      const messages = threadView(flow, run);
      const keys = messages.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      const again = foldLog(JSON.parse(JSON.stringify(run.log)));
      expect(threadView(flow, again)).toEqual(messages);
    });
  });

  it("takes no message back, and edits what it said in the channel for what was seen later alone", () => {
    holds(({ flow, run }) => {
      const now = new Map(threadView(flow, run).map((message) => [message.key, message]));
      const half = Math.ceil(run.log.length / 2);
      const wasSeen = run.log.slice(half).some(({ kind }) => kind === "observed");
      for (const message of threadView(flow, foldLog(run.log.slice(0, half)))) {
        expect([...now.keys()]).toContain(message.key);
        const isTold = message.kind === "post" && message.where === "broadcast";
        if (isTold && !wasSeen) expect(now.get(message.key)).toEqual(message);
      }
    });
  });

  it("puts what is new below what is there", () => {
    const inThread = ({ flow, run }: Walk) =>
      threadView(flow, run).flatMap((one) =>
        one.kind === "post" && (one.where === "root" || one.where === "thread") ? [one.key] : [],
      );
    holds(({ flow, run }) => {
      const now = inThread({ flow, run });
      for (const share of [0.25, 0.5, 0.75]) {
        const length = Math.ceil(run.log.length * share);
        const earlier = inThread({ flow, run: foldLog(run.log.slice(0, length)) });
        expect(now.slice(0, earlier.length)).toEqual(earlier);
      }
    });
  });

  it("tells the channel at most five times, but for what takes back what was said, and a step that nobody touches", () => {
    holds(({ flow, run }) => {
      const channelSees = run.place.threadTs === undefined ? ["root"] : [];
      const told = posts(threadView(flow, run)).filter(({ where }) =>
        [...channelSees, "broadcast", "channel"].includes(where),
      );
      const more = /^broadcast\/(changed|failing|escalated|open|close\/|proven\/)/;
      const failed = told.some(({ key }) => key.startsWith("broadcast/failing"));
      const due = told.filter(({ key }) => !more.test(key) && !(failed && /proven/.test(key)));
      expect(due.length).toBeLessThanOrEqual(5);
    });
  });

  it("shows a way forward while it is open, and what is left to do once it is closed", () => {
    const forward = ["choose", "chooseOther", "answer", "skip"];
    holds(({ flow, run }) => {
      const shown = posts(threadView(flow, run)).flatMap(({ blocks }) => buttons(blocks));
      const asked = shown.map(({ handle }) => handle.act);
      for (const act of asked) expect(Object.keys(clickActions)).toContain(act);
      const left =
        /^(publish|edit|readPostmortem|retry|reopen|undo|checkFollowUps|(take|finish|reopen)FollowUp)$/;
      if (run.ending) expect(asked.filter((act) => !left.test(act))).toEqual([]);
      else expect(asked.filter((act) => forward.includes(act))).not.toEqual([]);
    });
  });

  it("offers clickActions on a visit only where the run stands", () => {
    holds(({ flow, run }) => {
      const here = run.visits.at(-1)?.id;
      const shown = posts(threadView(flow, run)).flatMap(({ blocks }) => buttons(blocks));
      const visits = shown.flatMap(({ handle }) => handle.visit ?? []);
      expect(visits.filter((visit) => visit !== here)).toEqual([]);
    });
  });
});
