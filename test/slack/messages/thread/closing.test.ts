import { expect, it } from "vitest";
import { view } from "../../../../src/slack/messages/thread/view.ts";
import { flow, resolved } from "../runs.ts";
import { post } from "../shown.ts";

it("does not promise a file that Slack may have refused, and names the way to the text", () => {
  const { text } = post(view(flow, resolved()), "postmortem");
  expect(text).toContain("The file below, where Slack took it,");
  expect(text).toContain("/runbook postmortem");
});
