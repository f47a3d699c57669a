import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { draw, render, renderModal } from "../../../lab/workspace/render.ts";
import { mrkdwn } from "../../../lab/workspace/rendering/mrkdwn.ts";
import { createTerminalReader } from "../../../lab/workspace/rendering/reader.ts";
import { createClock, socketClient, start, webClient } from "./practice.ts";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await start({ clock: createClock().now });
});
afterEach(() => workspace.close());

const plain = (text: string) => ({ type: "plain_text", text });
const marked = (text: string) => ({ type: "mrkdwn", text });
const post = (blocks: readonly object[], more: object = {}) =>
  webClient(workspace).apiCall("chat.postMessage", {
    channel: "C0INC",
    text: "x",
    blocks,
    ...more,
  });
const drawn = (width = 60) => render(workspace, "U0GRACE", "C0INC", null, { width });

describe("a message", () => {
  test("stands under its author with the reader's own time", async () => {
    await post([
      { type: "section", text: marked("Fine at <!date^1795402800^{date_short} {time}|?>") },
    ]);
    expect(drawn().split("\n")).toEqual(["handrail  app · 22:00", "  Fine at 22 Nov 2026 22:00"]);
    expect(render(workspace, "U0ADA", "C0INC")).toContain("app · 03:00");
  });

  test("never runs over the width, and loses no word", async () => {
    const words =
      "The load balancer reuses a connection that the backend is about to close. ".repeat(4);
    await post([{ type: "section", text: plain(words) }]);
    const lines = drawn(40).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(lines.slice(1).join(" ").split(/\s+/).join(" ").trim()).toBe(words.trim());
  });

  test("shows its thread as a count in the channel and in full when opened", async () => {
    const { ts = "" } = await webClient(workspace).chat.postMessage({
      channel: "C0INC",
      text: "card",
    });
    await webClient(workspace).chat.postMessage({
      channel: "C0INC",
      text: "inside",
      thread_ts: ts,
    });
    expect(drawn()).toContain("↳ 1 reply");
    expect(drawn()).not.toContain("inside");
    expect(render(workspace, "U0GRACE", "C0INC", ts)).toContain("inside");
  });

  test("says that it is for one's own eyes only", async () => {
    const { postEphemeral } = webClient(workspace).chat;
    await postEphemeral({ channel: "C0INC", user: "U0GRACE", text: "psst" });
    expect(drawn()).toContain("only visible to you");
  });
});

describe("blocks", () => {
  test("fields stand side by side where there is room, else one below the other", async () => {
    await post([{ type: "section", fields: [marked("web-prod"), marked("eu-west-1")] }]);
    expect(drawn(80)).toMatch(/web-prod +eu-west-1/);
    expect(drawn(40)).toMatch(/web-prod\n +eu-west-1/);
  });

  test("tables keep their columns and cut what is too long", async () => {
    const row = (...cells: string[]) => cells.map((text) => ({ type: "raw_text", text }));
    const rows = [row("link", "closes"), row("ALB to nginx", "65 s"), row("x".repeat(90), "5 s")];
    await post([{ type: "table", rows, column_settings: [{ align: "left" }, { align: "right" }] }]);
    const lines = drawn(60).split("\n").slice(1);
    expect(lines[2]).toMatch(/^ {2}ALB to nginx +65 s$/);
    expect(lines[3]).toContain("…");
    expect(lines[2]?.length).toBe(lines[3]?.length);
  });

  test("a plan shows how far each task is, with who did it", async () => {
    const by = { type: "rich_text_section", elements: [{ type: "user", user_id: "U0ADA" }] };
    const details = { type: "rich_text", elements: [by] };
    const task = (id: string, status: string, more: object = {}) => ({
      type: "task_card",
      task_id: id,
      title: `Step ${id}`,
      status,
      ...more,
    });
    const tasks = [
      task("1", "complete", { details }),
      task("2", "in_progress"),
      task("3", "pending"),
    ];
    await post([{ type: "plan", title: "Walk", tasks }]);
    expect(drawn()).toContain(
      "Walk\n    ✔ Step 1\n      @Ada Lovelace\n    ▸ Step 2\n    ○ Step 3",
    );
  });

  test("buttons carry numbers over all messages, with their style, and the numbers click them", async () => {
    const button = (id: string, more: object = {}) => ({
      type: "actions",
      block_id: `b-${id}`,
      elements: [{ type: "button", action_id: id, text: plain(`Do ${id}`), ...more }],
    });
    await post([button("first", { style: "primary" })]);
    await post([button("second", { style: "danger" })]);
    const { text, controls } = draw(workspace, "U0GRACE", "C0INC");
    expect(text).toContain("[1] Do first ‹primary›");
    expect(text).toContain("[2] Do second ‹danger›");
    const socket = await socketClient(workspace);
    const clicked: string[] = [];
    socket.on("interactive", ({ ack, body }) => {
      clicked.push(body.actions[0].action_id);
      return ack();
    });
    const second = controls[1];
    if (!second) throw new Error("There is no second button.");
    await workspace.as("U0GRACE").click(second.channelId, second.messageTs, second.which);
    expect(clicked).toEqual(["second"]);
    await socket.disconnect();
  });

  test.each([
    ["header", { type: "header", text: plain("Intermittent 502s") }, "▍ Intermittent 502s"],
    ["context", { type: "context", elements: [marked("a"), marked("b")] }, "  a · b"],
    [
      "image",
      { type: "image", image_url: "https://example.com/a", alt_text: "502s" },
      "[image: 502s]",
    ],
    ["markdown", { type: "markdown", text: "# Title" }, "# Title"],
    [
      "rich text",
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_list",
            style: "bullet",
            elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "one" }] }],
          },
        ],
      },
      "• one",
    ],
  ])("a %s block can be read", async (_name, block, words) => {
    await post([block]);
    expect(drawn()).toContain(words);
  });
});

describe("marked text", () => {
  const read = (text: string, ansi = false) =>
    mrkdwn(text, createTerminalReader(workspace, "U0ADA", { ansi }, new Map()));

  test.each([
    ["<@U0GRACE> and <@U0HANDRAIL>", "@Grace Hopper and @handrail"],
    ["<#C0INC|incident-502>", "#incident-502"],
    ["<https://example.com/a|the page>", "the page (https://example.com/a)"],
    ["<https://example.com/a>", "https://example.com/a"],
    ["a &lt;b&gt; &amp; c", "a <b> & c"],
    ["&lt;@U0ADA&gt;", "<@U0ADA>"],
    [":white_check_mark: done :nothing_known:", "✅ done :nothing_known:"],
    ["<!date^x^{time}|at three>", "at three"],
  ])("%s reads as %s", (text, shown) => {
    expect(read(text)).toBe(shown);
  });

  test("is bold only where the terminal can show it", () => {
    expect(read("*Impact* 2*3*4")).toBe("*Impact* 2*3*4");
    expect(read("*Impact* 2*3*4", true)).toBe("\u001b[1mImpact\u001b[22m 2*3*4");
  });
});

test("a modal shows its fields, what they hold and what is wrong with them", async () => {
  const socket = await socketClient(workspace);
  const element = { type: "plain_text_input", action_id: "name", initial_value: "web-prod" };
  const blocks = [
    {
      type: "input",
      block_id: "lb",
      label: plain("Load balancer"),
      hint: plain("Its name"),
      element,
    },
  ];
  socket.on("slash_commands", async ({ ack, body }) => {
    const view = { type: "modal", title: plain("Start"), submit: plain("Go"), blocks };
    await webClient(workspace).apiCall("views.open", { trigger_id: body.trigger_id, view });
    await ack();
  });
  await workspace.as("U0ADA").slash("C0INC", "/runbook");
  expect(renderModal(workspace, "U0ADA")?.split("\n")).toEqual([
    "┌ Start",
    "│ Load balancer",
    "│   > web-prod",
    "│ Its name",
    "│   (lb.name)",
    "└ ( Go )",
  ]);
  await workspace.as("U0ADA").submit({ name: "" });
  expect(renderModal(workspace, "U0ADA")).toContain("! Please complete this required field.");
  expect(renderModal(workspace, "U0GRACE")).toBeNull();
  await socket.disconnect();
});
