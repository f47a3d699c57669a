import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Postponed, SlackRefused } from "../../../../src/run/errors.ts";
import { webClient } from "../../../lab/workspace/practice.ts";
import { channelId, createThread, file, post, type Thread } from "../../threads.ts";

let here: Thread;
beforeEach(async () => {
  here = await createThread();
});
afterEach(() => here.close());

const card = post("card", "The card");
const step = post("step/look#1", "Look");

const files = () => Object.values(here.workspace.data.files);
const methods = () => here.workspace.calls().map(({ method }) => method);
const count = (method: string) => here.workspace.calls(method).length;
const tsOf = async (key: string) =>
  (await here.store.messages.all(here.run.id)).find((row) => row.key === key)?.ts ?? "";

describe("a thread", () => {
  it("gets what is missing, in order, below the run's card", async () => {
    await here.show(card, step);
    expect(here.channel()).toEqual(["The card"]);
    expect(here.thread()).toEqual(["The card", "Look"]);
  });

  it("is left alone when nothing changed", async () => {
    await here.show(card, step);
    const before = methods().length;
    await here.show(card, step);
    expect(methods()).toHaveLength(before);
  });

  it("is edited where the run changed, before anything new is posted", async () => {
    await here.show(card, step);
    await here.show(card, post("step/look#1", "Looked"), post("step/fix#1", "Fix"));
    expect(here.thread()).toEqual(["The card", "Looked", "Fix"]);
    expect(methods().slice(-2)).toEqual(["chat.update", "chat.postMessage"]);
  });

  it("keeps messages that left the rendering", async () => {
    await here.show(card, step);
    await here.show(card);
    expect(here.thread()).toEqual(["The card", "Look"]);
  });

  it("is the one that the run was started in", async () => {
    const root = await webClient(here.workspace).chat.postMessage({
      channel: channelId,
      text: "502s again",
    });
    here.startIn(root.ts ?? "");
    await here.show(card, step);
    expect(here.channel()).toEqual(["502s again"]);
    expect(here.thread()).toEqual(["502s again", "The card", "Look"]);
  });

  it("shows a broadcast in the channel as well, and edits it where it stands", async () => {
    await here.show(card, post("verdict", "A race", "broadcast"));
    await here.show(card, post("verdict", "Fixed", "broadcast"));
    expect(here.channel()).toEqual(["The card", "Fixed"]);
    expect(count("chat.update")).toBe(1);
  });

  it("posts a broadcast anew that Slack does not let it edit, so that the newest line stays true", async () => {
    await here.show(card, post("verdict", "A race", "broadcast"));
    here.fault("chat.update", { error: "cant_update_message" });
    await here.show(card, post("verdict", "Fixed", "broadcast"));
    await here.show(card, post("verdict", "Fixed", "broadcast"));
    expect(here.channel()).toEqual(["The card", "A race", "Fixed"]);
  });

  it("carries its run and key in each post's metadata", async () => {
    await here.show(card);
    expect(here.workspace.data.messages[0]?.metadata).toEqual({
      event_type: "handrail",
      event_payload: { run: here.run.id, key: "card", generation: 1 },
    });
  });
});

describe("a thread that Slack holds up", () => {
  it("waits as long as Slack asks, and then posts without looking", async () => {
    here.fault("chat.postMessage", { rateLimited: 7 });
    await expect(here.show(card)).rejects.toMatchObject({ code: "postponed", waitMs: 7_000 });
    await here.show(card);
    expect(here.channel()).toEqual(["The card"]);
    expect(count("conversations.history")).toBe(0);
  });

  it("posts each message once though two workers show it at the same time", async () => {
    await Promise.allSettled([here.show(card, step), here.show(card, step)]);
    await here.showUntilDone(card, step);
    expect(here.channel()).toEqual(["The card"]);
    expect(here.thread()).toEqual(["The card", "Look"]);
    expect(count("chat.postMessage")).toBe(2);
  });

  it("stops before the next post when another worker took the run over", async () => {
    here.loseLeaseAt(2);
    await expect(here.show(card, step)).rejects.toBeInstanceOf(Postponed);
    expect(here.thread()).toEqual(["The card"]);
  });

  it.each([
    "not_in_channel",
    "channel_is_limited_access",
    "is_archived",
    "token_revoked",
    "missing_scope",
    "restricted_action_non_threadable_channel",
  ])("says what a person must do about %s", async (error) => {
    here.fault("chat.postMessage", { error });
    const failed = await here.show(card).catch((thrown: unknown) => thrown);
    expect(failed).toBeInstanceOf(SlackRefused);
    expect(String(failed)).toMatch(new RegExp(`[.] \\(Slack says ${error}[.]\\)`));
  });
});

describe("a message that is gone or refused", () => {
  it("is posted anew when someone deleted it", async () => {
    await here.show(card, step);
    const ts = await tsOf("step/look#1");
    await webClient(here.workspace).chat.delete({ channel: channelId, ts });
    await here.show(card, post("step/look#1", "Looked"));
    expect(here.thread()).toEqual(["The card", "Looked"]);
  });

  it("starts a new thread when someone deleted the run's card", async () => {
    await here.show(card);
    const ts = await tsOf("card");
    await webClient(here.workspace).chat.delete({ channel: channelId, ts });
    await here.showUntilDone(card, step);
    expect(here.channel()).toEqual(["The card"]);
    expect(here.thread()).toEqual(["The card", "Look"]);
  });

  it.each(["edit_window_closed", "cant_update_message"])(
    "is posted anew after %s",
    async (error) => {
      await here.show(card, step);
      here.fault("chat.update", { error });
      await here.show(card, post("step/look#1", "Looked"));
      expect(here.thread()).toEqual(["The card", "Look", "Looked"]);
    },
  );

  it("is replaced by one of the new kind where Slack cannot edit rich text into other blocks", async () => {
    await here.show(card, step);
    here.fault("chat.update", { error: "block_mismatch" });
    await here.show(card, post("step/look#1", "Looked"));
    expect(here.thread()).toEqual(["The card", "Looked"]);
  });

  it.each([{ status: 503 }, { drop: true }, { dropBefore: true }] as const)(
    "is replaced once where its removal got no answer: %j",
    async (fault) => {
      const looked = post("step/look#1", "Looked");
      await here.show(card, step);
      here.fault("chat.update", { error: "block_mismatch" });
      here.fault("chat.delete", fault);
      await here.show(card, looked).catch(() => undefined);
      await here.showUntilDone(card, looked);
      expect(here.thread()).toEqual(["The card", "Looked"]);
    },
  );

  it("is shown plainly, with its buttons, where a workspace refuses its blocks", async () => {
    here.fault("chat.postMessage", { error: "invalid_blocks" });
    await here.show(card);
    const [shown] = here.workspace.data.messages;
    expect(shown?.blocks.map(({ type }) => type)).toEqual(["section", "actions"]);
    await here.show(post("card", "Changed"));
    expect(count("chat.update")).toBe(1);
    expect(here.lines.join()).toContain("shown plainly");
  });
});

describe("files and announcements", () => {
  const postmortem = file("postmortem", "# What happened");

  it("are uploaded into the thread once, whatever else they would say by now", async () => {
    await here.show(card, postmortem);
    await here.show(card, postmortem);
    const shared = () => files().filter(({ shares }) => shares[0]?.channelId === channelId);
    await here.workspace.until(() => shared().length > 0);
    expect(files()).toMatchObject([{ name: "postmortem.md" }]);
    await here.show(card, file("postmortem", "# More"));
    expect(files()).toHaveLength(1);
  });

  it("are not uploaded twice when the answer to sharing them was lost", async () => {
    here.fault("files.completeUploadExternal", { drop: true });
    await here.showUntilDone(card, postmortem);
    expect(files()).toHaveLength(1);
  });

  it("are not uploaded twice when they would say something else while nobody knows", async () => {
    here.fault("files.completeUploadExternal", { drop: true });
    await expect(here.show(card, postmortem)).rejects.toBeInstanceOf(Postponed);
    await here.showUntilDone(card, file("postmortem", "# What happened to Ana"));
    expect(files()).toHaveLength(1);
  });

  it("hold nothing back: what comes after them is posted first", async () => {
    here.fault("files.getUploadURLExternal", { error: "storage_limthreadreached" }, 2);
    await expect(here.show(card, postmortem, step)).rejects.toBeInstanceOf(Postponed);
    expect(here.thread()).toEqual(["The card", "Look"]);
    await here.showUntilDone(card, postmortem, step);
    expect(files()).toHaveLength(1);
  });

  it("are given up after five attempts, with the reason in the log", async () => {
    here.fault("files.getUploadURLExternal", { error: "storage_limthreadreached" }, 99);
    expect(await here.showUntilDone(card, postmortem, step)).toBe(5);
    expect(here.lines.join()).toContain("was given up");
    expect(here.lines.join()).toContain("storage_limthreadreached");
    expect(count("files.getUploadURLExternal")).toBe(5);
  });
});
