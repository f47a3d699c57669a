import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelId, createStage, type Stage, shop, shownIn } from "../stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const open = () => stage.engine.rows({ status: "open", limit: 10 });

describe("a channel that Handrail is not in", () => {
  it("is joined when the requester says so, and the run starts with the answers given", async () => {
    await stage.ada.slash("C0QUIET", "/runbook small shop");
    const asked = await stage.whisper(stage.ada, "not in this channel", "C0QUIET");
    expect(await open()).toHaveLength(0);
    await stage.ada.click("C0QUIET", asked.ts, "Let me in and start");
    expect(await open()).toMatchObject([{ place: { channel: "C0QUIET" } }]);
  });

  it("asks for an invitation where it is private, and tries again with one button", async () => {
    await stage.ada.slash("G0CLOSED", "/runbook small shop");
    const asked = await stage.whisper(stage.ada, "/invite", "G0CLOSED");
    await stage.ada.invite("G0CLOSED");
    await stage.ada.click("G0CLOSED", asked.ts, "Try again");
    expect(await open()).toMatchObject([{ place: { channel: "G0CLOSED" } }]);
  });
});

describe("a channel that Slack does not let Handrail see", () => {
  it.each(["not_in_channel", "channel_is_limited_access", "channel_not_found"])(
    "asks for an invitation after %s, and nothing is started",
    async (error) => {
      stage.workspace.faults.next("conversations.info", { error });
      await stage.ada.slash(channelId, "/runbook small shop");
      await stage.whisper(stage.ada, "/invite", channelId);
      expect(await open()).toHaveLength(0);
    },
  );

  it.each([
    ["missing_scope", "lacks a permission"],
    ["something_new", "could not be shown here. Nothing was started."],
  ])("says after %s what is in the way, and nothing is started", async (error, sentence) => {
    stage.workspace.faults.next("conversations.info", { error });
    await stage.ada.slash(channelId, "/runbook small shop");
    const told = await stage.whisper(stage.ada, sentence, channelId);
    expect(shownIn(told)).toContain(error);
    expect(await open()).toHaveLength(0);
  });
});

describe("@handrail", () => {
  it("tells the status in a run's thread", async () => {
    const card = await stage.begin();
    await stage.ada.say(channelId, "@handrail", { threadTs: card.ts });
    const told = await stage.whisper(stage.ada, "Now: Ask.");
    expect(told.threadTs).toBe(card.ts);
  });

  it("offers a start elsewhere, whose run lives in that thread", async () => {
    const said = await stage.ada.say(channelId, "502s again, @handrail");
    const offer = await stage.whisper(stage.ada, "Start a runbook here");
    await stage.ada.click(channelId, offer.ts, "Start a runbook here");
    expect(stage.ada.modal()).not.toBeNull();
    await stage.ada.closeModal();
    await stage.ada.say(channelId, "@handrail small shop", { threadTs: said.ts });
    await stage.work();
    expect(await open()).toMatchObject([{ place: { threadTs: said.ts } }]);
    expect(stage.ada.sees(channelId, said.ts).map(shownIn).join()).toContain("Small");
  });

  it("means the run of its thread, even when that is closed and another is open", async () => {
    const closed = await stage.begin();
    const say = (text: string) => stage.ada.say(channelId, text, { threadTs: closed.ts });
    await say("@handrail stop it was DNS");
    const sure = await stage.whisper(stage.ada, "Nothing is stopped yet");
    await stage.ada.click(channelId, sure.ts, "Stop it…");
    await stage.ada.submit();
    await stage.grace.slash(channelId, "/runbook small other");
    const [other] = await open();
    await say("@handrail stop this one too");
    const told = await stage.whisper(stage.ada, "This runbook is closed");
    expect(told.threadTs).toBe(closed.ts);
    await say("@handrail note DNS again");
    await stage.whisper(stage.ada, "Your note");
    const [first] = await stage.engine.rows({ status: "closed", limit: 1 });
    expect((await stage.engine.read(first?.id ?? "")).notes).toMatchObject([{ text: "DNS again" }]);
    expect(await open()).toEqual([other]);
  });

  it("asks before it stops a run of another thread", async () => {
    await stage.begin();
    const said = await stage.ada.say(channelId, "@handrail stop it was DNS");
    const asked = await stage.whisper(stage.ada, "No runbook lives in this thread");
    expect(await open()).toHaveLength(1);
    expect(asked.threadTs).toBe(said.ts);
    await stage.ada.click(channelId, asked.ts, "This one");
    expect(await open()).toHaveLength(1);
    await stage.ada.submit();
    expect(await open()).toHaveLength(0);
  });

  it("records a note once when Slack sends the event again because the answer came late", async () => {
    await stage.close();
    stage = await createStage({ ackLimitMs: 0 });
    const place = { team: "T0PRACTICE", channel: channelId };
    await stage.engine.start({ flow: "small", facts: { loadBalancer: shop }, place, by: "U0ADA" });
    await stage.work();
    const threadTs = stage.ada.sees(channelId)[0]?.ts ?? "";
    const said = await stage.ada.say(channelId, "@handrail note x", { threadTs });
    expect(said.acked).toBe(false);
    const again = await stage.workspace.redeliver();
    const mentions = again.filter(({ payload }) => JSON.stringify(payload).includes("app_mention"));
    expect(mentions).toHaveLength(1);
    await stage.workspace.until(() => stage.workspace.calls("chat.postEphemeral").length === 2);
    const [row] = await open();
    expect((await stage.engine.read(row?.id ?? "")).notes).toHaveLength(1);
  });
});

describe("the message shortcut", () => {
  it("starts a run in that message's thread", async () => {
    const said = await stage.grace.say(channelId, "checkout fails");
    await stage.ada.openShortcut("start_here", channelId, said.ts);
    await stage.ada.clickInModal("pickFlow", "small");
    const outcome = await stage.ada.submit({ "field:loadBalancer": "shop" });
    expect(outcome).toMatchObject({ acked: true, warning: null });
    expect(await open()).toMatchObject([{ flow: "small", place: { threadTs: said.ts } }]);
  });

  it("keeps the form's answers under what is in the way", async () => {
    await stage.ada.slash("C0QUIET", "/runbook small");
    await stage.ada.submit({ "field:loadBalancer": "shop" });
    await stage.ada.clickInModal("Let me in and start");
    expect(await open()).toMatchObject([{ place: { channel: "C0QUIET" } }]);
  });
});

describe("App Home", () => {
  it("starts a run in the channel that the form asks for", async () => {
    await stage.ada.openHome();
    await stage.workspace.until(() => stage.ada.home());
    await stage.ada.clickInHome("Start");
    await stage.ada.clickInModal("pickFlow", "small");
    await stage.ada.submit({ channel: channelId, "field:loadBalancer": "shop" });
    expect(await open()).toMatchObject([{ flow: "small", place: { channel: channelId } }]);
  });
});
