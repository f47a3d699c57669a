import type { SocketModeClient } from "@slack/socket-mode";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { createClock, manifest, refusal, socketClient, start, webClient } from "./practice.ts";

const clock = createClock();
let workspace: Workspace;
let socket: SocketModeClient;
beforeEach(async () => {
  workspace = await start({ clock: clock.now, ackLimitMs: 200 });
  socket = await socketClient(workspace);
});
afterEach(async () => {
  await socket.disconnect();
  await workspace.close();
});

const plain = (text: string) => ({ type: "plain_text" as const, text });
const modal = (title: string) => ({
  type: "modal" as const,
  title: plain(title),
  submit: plain("Start"),
  blocks: [
    {
      type: "input" as const,
      block_id: "note",
      label: plain("Note"),
      element: { type: "plain_text_input" as const, action_id: "text" },
    },
  ],
});

async function postButton() {
  const button = { type: "button" as const, action_id: "go", value: "run-1", text: plain("Go on") };
  const { ts = "" } = await webClient(workspace).chat.postMessage({
    channel: "C0INC",
    text: "Go on?",
    blocks: [{ type: "actions", block_id: "choices", elements: [button] }],
  });
  return ts;
}

describe("a slash command", () => {
  test("reaches the app with names escaped, and what the ack says is shown to the caller alone", async () => {
    socket.on("slash_commands", ({ ack, body }) => ack({ text: `Heard: ${body.text}` }));
    const outcome = await workspace.as("U0ADA").slash("C0INC", "/runbook note ask @grace");
    expect(outcome).toMatchObject({ acked: true, warning: null });
    const [answer] = workspace.as("U0ADA").sees("C0INC");
    expect(answer).toMatchObject({ text: "Heard: note ask <@U0GRACE|grace>", isEphemeral: true });
    expect(workspace.as("U0GRACE").sees("C0INC")).toEqual([]);
  });

  test("that is not acknowledged in time is told as failed, and is not sent again", async () => {
    const outcome = await workspace.as("U0ADA").slash("C0INC", "/runbook");
    expect(outcome.acked).toBe(false);
    expect(outcome.afterMs).toBeGreaterThanOrEqual(190);
    expect(outcome.warning).toContain("operation_timeout");
    expect(await workspace.redeliver()).toEqual([]);
  });

  test.each([
    ["that the manifest does not declare", "/unknown", null, "is not a valid command"],
    ["typed in a thread", "/runbook list", "1.000000", "is not supported in threads"],
  ])("%s never reaches the app", async (_name, line, threadTs, words) => {
    let heard = 0;
    socket.on("slash_commands", () => {
      heard += 1;
    });
    const outcome = await workspace.as("U0ADA").slash("C0INC", line, { threadTs });
    expect(outcome.warning).toContain(words);
    expect(heard).toBe(0);
  });

  test("may be answered five times through its response_url, within 30 minutes", async () => {
    const urls: string[] = [];
    socket.on("slash_commands", ({ ack, body }) => {
      urls.push(body.response_url);
      return ack();
    });
    await workspace.as("U0ADA").slash("C0QUIET", "/runbook");
    const respond = async (body: object) =>
      (await fetch(urls[0] ?? "", { method: "POST", body: JSON.stringify(body) })).status;
    expect(await respond({ text: "only you" })).toBe(200);
    expect(await respond({ text: "all", response_type: "in_channel" })).toBe(200);
    for (let use = 3; use <= 5; use += 1) await respond({ text: `${use}` });
    expect(await respond({ text: "6" })).toBe(404);
    const seen = workspace.as("U0ADA").sees("C0QUIET");
    expect(seen.map(({ text, isEphemeral }) => [text, isEphemeral])).toEqual([
      ["only you", true],
      ["all", false],
      ["3", true],
      ["4", true],
      ["5", true],
    ]);
    expect(workspace.calls("response_url").at(-1)?.outcome).toBe("used_url");
  });
});

test("a response_url older than 30 minutes is refused", async () => {
  const urls: string[] = [];
  socket.on("slash_commands", ({ ack, body }) => {
    urls.push(body.response_url);
    return ack();
  });
  await workspace.as("U0ADA").slash("C0INC", "/runbook");
  clock.advance(30 * 60_000 + 1);
  const late = await fetch(urls[0] ?? "", { method: "POST", body: JSON.stringify({ text: "x" }) });
  expect(late.status).toBe(404);
  expect(workspace.as("U0ADA").sees("C0INC")).toEqual([]);
});

describe("a click", () => {
  test("carries the button, the message and the person", async () => {
    const bodies: Record<string, unknown>[] = [];
    socket.on("interactive", ({ ack, body }) => {
      bodies.push(body);
      return ack();
    });
    const ts = await postButton();
    await workspace.as("U0GRACE").click("C0INC", ts, "Go on");
    expect(bodies[0]).toMatchObject({
      type: "block_actions",
      user: { id: "U0GRACE" },
      channel: { id: "C0INC" },
      message: { ts },
      actions: [{ action_id: "go", block_id: "choices", value: "run-1", type: "button" }],
    });
  });

  test("that was aimed before the button went away still reaches the app", async () => {
    const values: string[] = [];
    socket.on("interactive", ({ ack, body }) => {
      values.push(body.actions[0].value);
      return ack();
    });
    const ts = await postButton();
    const late = workspace.as("U0ADA").aim("C0INC", ts, "go");
    await webClient(workspace).chat.update({ channel: "C0INC", ts, text: "Done" });
    await expect(workspace.as("U0ADA").click("C0INC", ts, "go")).rejects.toThrow("no control");
    expect(await late()).toMatchObject({ acked: true });
    expect(values).toEqual(["run-1"]);
  });

  test("on a button that an edit left in place is still one on that button", async () => {
    socket.on("interactive", ({ ack }) => ack());
    const ts = await postButton();
    const shown = { blockId: "before the edit", actionId: "go" };
    expect(await workspace.as("U0ADA").click("C0INC", ts, shown)).toMatchObject({ acked: true });
  });

  test("without an ack leaves a warning with the person and is not redelivered", async () => {
    const ts = await postButton();
    const outcome = await workspace.as("U0ADA").click("C0INC", ts, "go");
    expect(outcome).toMatchObject({ acked: false, warning: "The app did not respond in time." });
    expect(workspace.as("U0ADA").warnings()).toHaveLength(1);
    expect(await workspace.redeliver()).toEqual([]);
  });
});

describe("a trigger", () => {
  async function triggerOf(): Promise<string> {
    const triggers: string[] = [];
    socket.once("interactive", ({ ack, body }) => {
      triggers.push(body.trigger_id);
      return ack();
    });
    await workspace.as("U0ADA").click("C0INC", await postButton(), "go");
    return triggers[0] ?? "";
  }
  const open = (triggerId: string) =>
    webClient(workspace).views.open({ trigger_id: triggerId, view: modal("Start") });

  test("opens one modal", async () => {
    const trigger = await triggerOf();
    await open(trigger);
    expect(workspace.as("U0ADA").modal()?.content.title).toEqual(plain("Start"));
    expect(await refusal(open(trigger))).toMatchObject({ error: "exchanged_trigger_id" });
  });

  test("expires after 3 seconds", async () => {
    const trigger = await triggerOf();
    clock.advance(3_001);
    expect(await refusal(open(trigger))).toMatchObject({ error: "expired_trigger_id" });
    expect(await refusal(open("made-up"))).toMatchObject({ error: "invalid_trigger_id" });
    expect(workspace.as("U0ADA").modal()).toBeNull();
  });

  test("is not spent on a view that Slack refuses", async () => {
    const trigger = await triggerOf();
    const view = { ...modal("x".repeat(25)) };
    const bad = webClient(workspace).views.open({ trigger_id: trigger, view });
    expect(await refusal(bad)).toMatchObject({ error: "invalid_arguments" });
    expect((await open(trigger)).ok).toBe(true);
  });
});

describe("a shortcut", () => {
  test("that the manifest declares brings the message along, others are not in the menu", async () => {
    const bodies: Record<string, unknown>[] = [];
    socket.on("interactive", ({ ack, body }) => {
      bodies.push(body);
      return ack();
    });
    const ada = workspace.as("U0ADA");
    const { ts } = await ada.say("C0QUIET", "it is slow");
    expect(await ada.openShortcut("start_here", "C0QUIET", ts)).toMatchObject({ acked: true });
    expect(bodies[0]).toMatchObject({ type: "message_action", message: { text: "it is slow" } });
    const unknown = await ada.openShortcut("other", "C0QUIET", ts);
    expect(unknown).toMatchObject({ acked: false });
    expect(unknown.warning).toContain("no message shortcut other");
    expect(bodies).toHaveLength(1);
  });

  test("and every click need interactivity to be switched on", async () => {
    await workspace.close();
    const settings = { ...manifest.settings, interactivity: { is_enabled: false } };
    workspace = await start({ manifest: { ...manifest, settings } });
    const { ts } = await workspace.as("U0ADA").say("C0INC", "x");
    const outcome = await workspace.as("U0ADA").openShortcut("start_here", "C0INC", ts);
    expect(outcome.warning).toContain("not configured");
  });
});
