import type { SocketModeClient } from "@slack/socket-mode";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import type { Workspace } from "../../../../lab/workspace/index.ts";
import { eventually } from "../../../eventually.ts";
import { appToken, manifest, socketClient, start, webClient } from "../practice.ts";

let workspace: Workspace;
const sockets: SocketModeClient[] = [];
const connect = async (clientPingTimeout?: number) => {
  const socket = await socketClient(workspace, clientPingTimeout);
  sockets.push(socket);
  return socket;
};
beforeEach(async () => {
  workspace = await start({ ackLimitMs: 200 });
});
afterEach(async () => {
  await Promise.all(sockets.splice(0).map((socket) => socket.disconnect()));
  await workspace.close();
});

describe("an event", () => {
  test("that is not acknowledged comes again with the same event_id, three times at most", async () => {
    const socket = await connect();
    const heard: { id: string; attempt: number; reason: string }[] = [];
    socket.on("app_mention", ({ body, retry_num, retry_reason }) => {
      heard.push({ id: body.event_id, attempt: retry_num, reason: retry_reason });
    });
    const said = await workspace.as("U0ADA").say("C0INC", "@handrail status");
    expect(said.acked).toBe(false);
    for (let round = 0; round < 5; round += 1) await workspace.redeliver();
    await eventually(() => expect(heard.map(({ attempt }) => attempt)).toEqual([0, 1, 2, 3]));
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
    expect(heard[1]?.reason).toBe("timeout");
  });

  test("that was acknowledged late or the second time does not come again", async () => {
    const socket = await connect();
    let heard = 0;
    socket.on("app_mention", async ({ ack }) => {
      heard += 1;
      if (heard === 2) await ack();
    });
    await workspace.as("U0ADA").say("C0INC", "@handrail status");
    expect(await workspace.redeliver()).toMatchObject([{ acked: true }]);
    expect(await workspace.redeliver()).toEqual([]);
  });

  test("carries the mention, its thread and who said it", async () => {
    const socket = await connect();
    const events: unknown[] = [];
    socket.on("app_mention", ({ ack, event }) => {
      events.push(event);
      return ack();
    });
    const ada = workspace.as("U0ADA");
    const { ts } = await ada.say("C0INC", "it fails");
    await ada.say("C0INC", "@handrail status", { threadTs: ts });
    expect(events).toMatchObject([
      {
        type: "app_mention",
        user: "U0ADA",
        text: "<@U0HANDRAIL> status",
        thread_ts: ts,
        channel: "C0INC",
      },
    ]);
  });

  test("is not sent without a subscription, nor from a channel the bot is not in", async () => {
    await connect();
    const ada = workspace.as("U0ADA");
    expect((await ada.say("C0INC", "no mention")).events).toEqual([]);
    expect((await ada.say("C0QUIET", "@handrail hello")).events).toEqual([]);
    expect(await workspace.emit({ type: "tokens_revoked" })).toBeNull();
  });

  test("is not sent without the scope that it needs", async () => {
    await workspace.close();
    const oauth = { scopes: { bot: ["chat:write"] } };
    workspace = await start({ manifest: { ...manifest, oauth_config: oauth } });
    expect((await workspace.as("U0ADA").say("C0INC", "@handrail hi")).events).toEqual([]);
  });

  test("of a message reaches an app that subscribed to messages, its own posts too", async () => {
    await workspace.close();
    const settings = {
      ...manifest.settings,
      event_subscriptions: { bot_events: ["message.channels"] },
    };
    workspace = await start({ manifest: { ...manifest, settings }, ackLimitMs: 200 });
    const socket = await connect();
    const texts: string[] = [];
    socket.on("message", ({ ack, event }) => {
      texts.push(`${event.channel_type}: ${event.text}`);
      return ack();
    });
    await webClient(workspace).chat.postMessage({ channel: "C0INC", text: "from the app" });
    await workspace.as("U0ADA").say("C0INC", "from Ada");
    expect(texts).toEqual(["channel: from the app", "channel: from Ada"]);
  });
});

describe("connections", () => {
  test("greet with how many there are", async () => {
    await connect();
    const { url = "" } = await webClient(workspace, appToken).apps.connections.open({});
    const socket = new WebSocket(url);
    const hello = await new Promise((resolve) => {
      socket.once("message", (data) => resolve(JSON.parse(String(data))));
    });
    expect(hello).toMatchObject({
      type: "hello",
      num_connections: 2,
      debug_info: { approximate_connection_time: expect.any(Number) },
      connection_info: { app_id: expect.any(String) },
    });
    socket.terminate();
  });

  test("need a fresh url each, and no more than ten are kept", async () => {
    const { url = "" } = await webClient(workspace, appToken).apps.connections.open({});
    const first = new WebSocket(url);
    await new Promise((resolve) => first.once("message", resolve));
    const again = new WebSocket(url);
    expect(await new Promise((resolve) => again.once("error", resolve))).toBeInstanceOf(Error);
    for (let count = 2; count <= 10; count += 1) await connect();
    const { url: last = "" } = await webClient(workspace, appToken).apps.connections.open({});
    const eleventh = new WebSocket(last);
    const word = await new Promise((resolve) =>
      eleventh.once("message", (it) => resolve(String(it))),
    );
    expect(word).toContain("too_many_websockets");
    first.terminate();
  });

  test("share the payloads among them", async () => {
    const heard = [0, 0];
    for (const index of [0, 1]) {
      const socket = await connect();
      socket.on("slash_commands", ({ ack }) => {
        heard[index] = (heard[index] ?? 0) + 1;
        return ack();
      });
    }
    for (let n = 0; n < 4; n += 1) await workspace.as("U0ADA").slash("C0INC", "/runbook");
    expect(heard).toEqual([2, 2]);
  });

  test.each(["warning", "refresh_requested"] as const)(
    "are opened anew by the client after %s",
    async (reason) => {
      const socket = await connect(50);
      socket.on("slash_commands", ({ ack }) => ack());
      workspace.sockets.disconnect(reason);
      await workspace.until(() => workspace.sockets.count() === 0);
      const deaf = await workspace.as("U0ADA").slash("C0INC", "/runbook");
      expect(deaf.warning).toContain("dispatch_failed");
      await workspace.until(() => workspace.sockets.count() === 1);
      expect(await workspace.as("U0ADA").slash("C0INC", "/runbook")).toMatchObject({ acked: true });
    },
  );
});
