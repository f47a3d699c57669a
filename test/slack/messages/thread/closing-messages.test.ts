import { expect, it } from "vitest";
import type { Run } from "../../../../src/run/run.ts";
import { threadView } from "../../../../src/slack/messages/thread/thread-view.ts";
import { did, flow, resolved } from "../runs.ts";
import { buttons, post } from "../shown.ts";

const keys = (run: Run) => threadView(flow, run).map(({ key }) => key);

it("is the last message when a run is closed, in short, with the ways to read and to publish it", () => {
  const run = resolved();
  expect(keys(run).at(-1)).toBe("postmortem");
  const { blocks, text } = post(threadView(flow, run), "postmortem");
  expect(text).toContain("Summary");
  expect(text).not.toContain("What was ruled out");
  expect(buttons(blocks).map(({ label }) => label)).toEqual([
    "Publish to channel",
    "Read all of it",
    "Edit",
  ]);
});

it("stands in two places once it is published: its summary in the channel, and all of it in one file", () => {
  const published = did(resolved(), { kind: "publish" });
  expect(keys(published).slice(-2)).toEqual(["file/postmortem/1", "published"]);
  const { text } = post(threadView(flow, published), "postmortem");
  expect(text).toContain("the file below has all of it");
  expect(text).not.toContain("Summary");
});

it("says when a run is resolved what was changed and what was counted", () => {
  const { text } = post(threadView(flow, resolved()), "broadcast/close");
  expect(text).toContain(
    "Changed: nginx closes idle connections after 75 s (read, nginx.conf:12).",
  );
  expect(text).toContain(
    "Counted: 0 of 90,000 requests failed since the change, 12 of 240,000 before.",
  );
});
