import type { Button } from "@slack/types";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createNews, look } from "../../../lab/walk/sight.ts";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { start, webClient } from "../workspace/practice.ts";

const button = (label: string): Button => ({
  type: "button",
  action_id: label,
  text: { type: "plain_text", text: label },
  value: label,
});

let workspace: Workspace;
beforeEach(async () => {
  workspace = await start();
});
afterEach(() => workspace.close());

const see = () => look(workspace, "U0ADA", "C0INC");

async function post(text: string, labels: readonly string[], threadTs?: string): Promise<string> {
  const { ts = "" } = await webClient(workspace).chat.postMessage({
    channel: "C0INC",
    text,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text } },
      { type: "actions", elements: labels.map(button) },
    ],
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  });
  return ts;
}

it("sees the channel and its threads as one, with the buttons numbered throughout", async () => {
  const root = await post("The card", ["Stop"]);
  const reply = await post("The step", ["Go on", "Skip"], root);
  const { messages, controls } = see();
  expect(messages.map(({ ts }) => ts)).toEqual([root, reply]);
  expect(controls.map(({ number, label }) => `${number} ${label}`)).toEqual([
    "1 Stop",
    "2 Go on",
    "3 Skip",
  ]);
  expect(messages[1]?.text).toContain("[2] Go on");
});

it("reports what is new or changed, and nothing twice", async () => {
  const news = createNews();
  const root = await post("The card", ["Stop"]);
  const reply = await post("The step", ["Go on"], root);
  expect(news(see())).toHaveLength(2);
  expect(news(see())).toEqual([]);
  await webClient(workspace).chat.update({ channel: "C0INC", ts: reply, text: "Decided" });
  expect(news(see())).toEqual([expect.stringContaining("Decided")]);
});

it("does not report a button that only got another number", async () => {
  const news = createNews();
  const root = await post("The card", ["Stop"]);
  await post("The step", ["Go on"], root);
  news(see());
  await webClient(workspace).chat.update({ channel: "C0INC", ts: root, text: "The card, closed" });
  expect(news(see())).toEqual([expect.stringContaining("The card, closed")]);
});
