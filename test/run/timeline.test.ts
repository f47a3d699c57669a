import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { postmortem, toMarkdown } from "../../src/postmortem/postmortem.ts";
import type { RunEvent } from "../../src/run/event.ts";
import { applyEvent } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";
import type { Word } from "../../src/run/sentence.ts";
import { timeline } from "../../src/run/timeline.ts";
import { threadView } from "../../src/slack/messages/thread/thread-view.ts";
import { changed, chose, diagnosed, did, flow, happened } from "../slack/messages/runs.ts";
import { walk } from "../slack/messages/walks.ts";

const text = (words: readonly Word[]) =>
  words
    .map((word) => (typeof word === "string" ? word : "person" in word ? word.person : "@"))
    .join("");

const last = (run: Parameters<typeof timeline>[1]) => text(timeline(flow, run).at(-1)?.says ?? []);

describe("the timeline", () => {
  it("has one sentence for each event, in order, of whoever did it", () => {
    fc.assert(
      fc.property(walk, ({ flow: walked, run }) => {
        const entries = timeline(walked, run);
        expect(entries.map(({ event }) => event)).toEqual(run.log.map((_, index) => index));
        for (const { at, by, says, event } of entries) {
          expect({ at, by }).toEqual({ at: run.log[event]?.at, by: run.log[event]?.by });
          expect(says[0]).toEqual({ person: by });
          expect(text(says).endsWith(".")).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("goes on where a newer version of Handrail wrote what this one does not know", () => {
    fc.assert(
      fc.property(walk, ({ flow: walked, run }) => {
        const at = (run.log.at(-1)?.at ?? 0) + 1;
        const event: object = { kind: "newer", at, by: "U0BOB", visit: "a#1", more: {} };
        const after = applyEvent(run, event as RunEvent);
        expect(text(timeline(walked, after).at(-1)?.says ?? [])).toBe(
          "U0BOB did something that only a newer version of Handrail can tell.",
        );
        const keys = (of: Run) => threadView(walked, of).map(({ key }) => key);
        expect(keys(after)).toEqual(keys(run));
        expect(toMarkdown(postmortem(walked, after))).toContain("newer version");
      }),
      { numRuns: 50 },
    );
  });

  it("says what was chosen, where, and why", () => {
    expect(last(chose(diagnosed(), "deploy", "We deployed.", "U0BOB"))).toBe(
      "U0BOB chose “Changes of targets: see who made them” at “Confirm the 502 pattern”, with the reason: We deployed.",
    );
  });

  it("says what was answered", () => {
    const says = timeline(flow, changed()).map((entry) => text(entry.says));
    expect(says).toContain(
      "U0ANA answered at “Align the timeouts”: Which values hold now: nginx closes idle connections after 75 s (read, nginx.conf:12).",
    );
  });

  it("names both people of a hand-over", () => {
    expect(last(did(diagnosed(), { kind: "handOver", to: "U0BOB" }))).toBe(
      "U0ANA handed over to U0BOB.",
    );
  });

  it("tells of work that was given up", () => {
    const run = happened(diagnosed(), {
      kind: "gaveUp",
      work: "probe retest#1",
      why: "It failed.",
    });
    expect(last(run)).toBe("handrail gave up “probe retest#1” after several tries: It failed.");
  });
});
