import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { createClock, manifest, refusal, start, webClient } from "./practice.ts";

const clock = createClock();
let workspace: Workspace;
beforeEach(async () => {
  workspace = await start({ clock: clock.now, editWindowMs: 3_600_000 });
});
afterEach(() => workspace.close());

const post = (text: string, more: object = {}) =>
  webClient(workspace).chat.postMessage({ channel: "C0INC", text, ...more });
const texts = (channelId: string, threadTs?: string) =>
  workspace
    .as("U0ADA")
    .sees(channelId, threadTs)
    .map((message) => message.text);

describe("a message", () => {
  test("shows in the channel, and its reply only in the thread unless it is broadcast", async () => {
    const { ts } = await post("card");
    await post("aside", { thread_ts: ts });
    await post("verdict", { thread_ts: ts, reply_broadcast: true });
    expect(texts("C0INC")).toEqual(["card", "verdict"]);
    expect(texts("C0INC", ts)).toEqual(["card", "aside", "verdict"]);
    const { messages } = await webClient(workspace).conversations.history({ channel: "C0INC" });
    expect(messages?.map((message) => message.subtype)).toEqual(["thread_broadcast", undefined]);
  });

  test("posted again with the same client_msg_id is the same message", async () => {
    const first = await post("once", { client_msg_id: "id-1" });
    const second = await post("once", { client_msg_id: "id-1" });
    expect(second.ts).toBe(first.ts);
    expect(texts("C0INC")).toEqual(["once"]);
  });

  test("is edited in place, and text without blocks takes the blocks away", async () => {
    const { ts = "" } = await post("old", { blocks: [{ type: "divider" }] });
    await webClient(workspace).chat.update({ channel: "C0INC", ts, text: "new" });
    const [message] = workspace.as("U0ADA").sees("C0INC");
    expect(message).toMatchObject({ text: "new", blocks: [] });
    expect(message?.editedTs).not.toBeNull();
  });

  test("cannot be edited by the bot when a person wrote it, nor after the edit window", async () => {
    const client = webClient(workspace);
    const said = await workspace.as("U0ADA").say("C0INC", "mine");
    const { ts = "" } = await post("bot's");
    const edit = (of: string) => client.chat.update({ channel: "C0INC", ts: of, text: "x" });
    expect(await refusal(edit(said.ts))).toMatchObject({ error: "cant_update_message" });
    expect(await refusal(edit("1.000000"))).toMatchObject({ error: "message_not_found" });
    clock.advance(3_600_001);
    expect(await refusal(edit(ts))).toMatchObject({ error: "edit_window_closed" });
  });

  test("cannot be broadcast by an edit that also changes it", async () => {
    const { ts: thread = "" } = await post("card");
    const { ts = "" } = await post("reply", { thread_ts: thread });
    const edit = { channel: "C0INC", ts, reply_broadcast: true };
    const { update } = webClient(workspace).chat;
    expect(await refusal(update({ ...edit, text: "new" }))).toMatchObject({
      error: "cant_broadcast_message",
    });
    expect(texts("C0INC", thread)).toEqual(["card", "reply"]);
  });

  test("leaves a tombstone when it is deleted with replies, and nothing without", async () => {
    const client = webClient(workspace);
    const { ts = "" } = await post("card");
    const reply = await post("reply", { thread_ts: ts });
    await client.chat.delete({ channel: "C0INC", ts });
    expect(workspace.as("U0ADA").sees("C0INC")[0]?.isTombstone).toBe(true);
    await client.chat.delete({ channel: "C0INC", ts: reply.ts ?? "" });
    expect(texts("C0INC", ts)).toEqual(["This message was deleted."]);
  });

  test("for one person is seen by that person only and is unknown to history", async () => {
    const client = webClient(workspace);
    await client.chat.postEphemeral({ channel: "C0INC", user: "U0ADA", text: "psst" });
    expect(texts("C0INC")).toEqual(["psst"]);
    expect(workspace.as("U0GRACE").sees("C0INC")).toEqual([]);
    expect((await client.conversations.history({ channel: "C0INC" })).messages).toEqual([]);
  });
});

describe("where the bot may write", () => {
  test.each([
    ["C0QUIET", "not_in_channel"],
    ["G0CLOSED", "channel_not_found"],
    ["C0NOWHERE", "channel_not_found"],
  ])("%s is refused with %s", async (channel, error) => {
    const call = webClient(workspace).chat.postMessage({ channel, text: "hello" });
    expect(await refusal(call)).toMatchObject({ error });
  });

  test("a public channel may be joined, an archived one not written to", async () => {
    const client = webClient(workspace);
    await client.conversations.join({ channel: "C0QUIET" });
    await client.chat.postMessage({ channel: "C0QUIET", text: "hello" });
    workspace.setChannel("C0QUIET", { isArchived: true });
    const again = client.chat.postMessage({ channel: "C0QUIET", text: "hello" });
    expect(await refusal(again)).toMatchObject({ error: "is_archived" });
  });

  test("a person's invitation opens a private channel", async () => {
    await workspace.as("U0ADA").invite("G0CLOSED");
    const { ok } = await webClient(workspace).chat.postMessage({ channel: "G0CLOSED", text: "hi" });
    expect(ok).toBe(true);
  });
});

describe("who may call", () => {
  test("a method whose scope the manifest lacks is refused, with what is needed and provided", async () => {
    await workspace.close();
    workspace = await start({
      manifest: {
        ...manifest,
        oauth_config: { scopes: { bot: ["chat:write", "groups:history"] } },
      },
    });
    const { history } = webClient(workspace).conversations;
    expect(await refusal(history({ channel: "C0INC" }))).toMatchObject({
      error: "missing_scope",
      needed: "channels:history",
      provided: "chat:write,groups:history",
    });
    expect((await history({ channel: "G0TEAM" })).ok).toBe(true);
  });

  test("a wrong token, an app token and a missing argument each have their own error", async () => {
    const wrong = webClient(workspace, "xoxb-wrong");
    expect(await refusal(wrong.auth.test())).toMatchObject({ error: "invalid_auth" });
    const open = webClient(workspace).apps.connections.open({});
    expect(await refusal(open)).toMatchObject({ error: "not_allowed_token_type" });
    const bare = webClient(workspace).apiCall("chat.postMessage", { text: "where?" });
    expect(await refusal(bare)).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: ["[ERROR] missing required field: channel"] },
    });
    const typo = webClient(workspace).apiCall("users.info", { user: "U0ADA", usr: "x" });
    expect(await refusal(typo)).toMatchObject({ error: "invalid_arguments" });
  });
});

describe("what people may see and do", () => {
  test("a private channel shows nothing to who is not in it, and they cannot speak there", async () => {
    await workspace.as("U0ADA").say("G0TEAM", "secret");
    expect(workspace.as("U0ADA").sees("G0TEAM")).toHaveLength(1);
    expect(workspace.as("U0GRACE").sees("G0TEAM")).toEqual([]);
    await expect(workspace.as("U0GRACE").say("G0TEAM", "x")).rejects.toThrow("is not in #team");
  });

  test("an ephemeral message needs its reader in the channel", async () => {
    const call = webClient(workspace).chat.postEphemeral({
      channel: "G0TEAM",
      user: "U0GRACE",
      text: "psst",
    });
    expect(await refusal(call)).toMatchObject({ error: "user_not_in_channel" });
  });

  test("a reaction counts once, where the manifest allows reactions", async () => {
    const { ts = "" } = await post("card");
    const react = () =>
      webClient(workspace).reactions.add({ channel: "C0INC", timestamp: ts, name: "eyes" });
    expect(await refusal(react())).toMatchObject({ needed: "reactions:write" });
    await workspace.close();
    workspace = await start({
      manifest: {
        ...manifest,
        oauth_config: { scopes: { bot: ["chat:write", "reactions:write"] } },
      },
    });
    const again = await post("card");
    const { add } = webClient(workspace).reactions;
    const reaction = { channel: "C0INC", timestamp: again.ts ?? "", name: "eyes" };
    await add(reaction);
    expect(await refusal(add(reaction))).toMatchObject({ error: "already_reacted" });
    expect(workspace.as("U0ADA").sees("C0INC")[0]?.reactions).toEqual([
      { name: "eyes", users: ["U0HANDRAIL"] },
    ]);
  });
});
