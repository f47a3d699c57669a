import type { SocketModeClient } from "@slack/socket-mode";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Workspace } from "../../../../lab/workspace/index.ts";
import { socketClient, start, webClient } from "../practice.ts";

let workspace: Workspace;
let socket: SocketModeClient;
let heard: string[];
beforeEach(async () => {
  workspace = await start({ ackLimitMs: 1_000, knowsClientMsgIds: false });
  socket = await socketClient(workspace);
  heard = [];
  socket.on("slash_commands", ({ ack, body }) => {
    heard.push(`${body.text} ${body.trigger_id}`);
    return ack();
  });
});
afterEach(async () => {
  await socket.disconnect();
  await workspace.close();
});

const type = (text: string) => workspace.as("U0ADA").slash("C0INC", `/runbook ${text}`);

test("a payload that is duplicated on its way arrives twice with the same ids, and is one act", async () => {
  workspace.faults.nextDelivery({ duplicate: true });
  const { acked, payload } = await type("once");
  expect(acked).toBe(true);
  expect(heard).toEqual([`once ${payload?.trigger_id}`, `once ${payload?.trigger_id}`]);
  await type("again");
  expect(heard).toHaveLength(3);
});

test("a payload that is held back arrives after one that was sent later", async () => {
  workspace.faults.nextDelivery({ heldMs: 50 });
  const [first, second] = await Promise.all([type("first"), type("second")]);
  expect([first.acked, second.acked]).toEqual([true, true]);
  expect(heard.map((line) => line.split(" ")[0])).toEqual(["second", "first"]);
});

test("nothing is held back or duplicated any more once the faults are cleared", async () => {
  workspace.faults.nextDelivery({ duplicate: true }, 3);
  workspace.faults.clear();
  await type("once");
  expect(heard).toHaveLength(1);
});

test("a workspace that does not know client_msg_ids posts a repeated post again", async () => {
  const client = webClient(workspace);
  const post = { channel: "C0INC", text: "card", client_msg_id: "id-1" };
  const first = await client.chat.postMessage(post);
  const second = await client.chat.postMessage(post);
  expect(second.ts).not.toBe(first.ts);
});
