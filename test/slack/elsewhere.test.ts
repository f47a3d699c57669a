import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelId, createStage, type Stage, shop, shownIn } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const note = async (text: string) => {
  const [row] = await stage.engine.rows({ limit: 1 });
  await stage.engine.act(row?.id ?? "", { kind: "note", text }, "U0GRACE");
  await stage.work();
  return row?.id ?? "";
};
const homeSays = (text: string) =>
  stage.workspace.until(() => JSON.stringify(stage.ada.home() ?? "").includes(text), {
    waitingFor: `App Home to say ${text}`,
  });
const textOf = ({ response }: { readonly response: object | null }) => JSON.stringify(response);
const runs = () => stage.engine.rows({ limit: 10 });

describe("a run whose thread cannot be written", () => {
  it.each([
    ["the channel is archived", { isArchived: true }, "This channel is archived."],
    ["Handrail was removed", { isMember: false }, "Handrail is not in this channel any more."],
  ])("is kept when %s, and its driver reads why in App Home", async (_what, change, why) => {
    await stage.begin();
    stage.workspace.setChannel(channelId, change);
    const run = await note("still there");
    await homeSays(why);
    await homeSays(`/runbook resume ${run}`);
    expect((await stage.engine.read(run)).notes).toHaveLength(1);
    await stage.ada.openHome();
    await homeSays("Runbooks whose thread cannot be written");
  });

  it("is said to the driver alone in the channel, where that is still possible", async () => {
    await stage.begin();
    stage.workspace.faults.next("chat.postMessage", { error: "thread_locked" }, 5);
    const run = await note("locked out");
    const seen = await stage.whisper(stage.ada, "This thread is locked.");
    expect(shownIn(seen)).toContain(`/runbook resume ${run}`);
    expect(stage.grace.sees(channelId).map(shownIn).join()).not.toContain("locked.");
  });

  it("stands in its driver's App Home however many runs were started since", async () => {
    await stage.begin();
    stage.workspace.setChannel(channelId, { isArchived: true });
    await note("given up");
    stage.workspace.setChannel("C0QUIET", { members: ["U0ADA", "U0GRACE"] });
    for (let started = 0; started < 20; started += 1)
      await stage.engine.start({
        ...{ flow: "small", facts: { loadBalancer: shop }, by: "U0GRACE", anyway: true },
        place: { team: "T0PRACTICE", channel: "C0QUIET" },
      });
    await stage.ada.openHome();
    await homeSays("<@U0GRACE> drives. Started");
    expect(JSON.stringify(stage.ada.home())).toContain("/runbook resume id1");
  });

  it("goes on in the same channel when the message that its thread hung on was deleted", async () => {
    const said = await stage.grace.say(channelId, "checkout fails");
    await stage.engine.start({
      ...{ flow: "small", facts: { loadBalancer: shop }, by: "U0ADA" },
      place: { team: "T0PRACTICE", channel: channelId, threadTs: said.ts },
    });
    await stage.work();
    stage.workspace.faults.next("chat.postMessage", { error: "cannot_reply_to_message" }, 5);
    await note("rootless");
    const seen = await stage.whisper(stage.ada, "was deleted");
    expect(shownIn(seen)).toContain("Typed in this one, it tries again.");
    stage.workspace.faults.clear();
    await stage.ada.slash(channelId, "/runbook resume id1");
    await stage.work();
    const card = stage.ada.sees(channelId).findLast(({ metadata }) => metadata !== null);
    expect(stage.ada.sees(channelId, card?.ts).map(shownIn).join()).toContain("rootless");
  });

  it("is no matter of App Home any more once it is shown elsewhere", async () => {
    await stage.begin();
    stage.workspace.setChannel(channelId, { isArchived: true });
    const run = await note("x");
    await homeSays("cannot be written");
    await stage.ada.slash("C0QUIET", `/runbook resume ${run}`);
    await stage.work();
    await stage.ada.openHome();
    await stage.workspace.until(
      () => !JSON.stringify(stage.ada.home()).includes("cannot be written"),
    );
    expect(await stage.store.condition(Date.now())).toMatchObject({ dead: [] });
  });
});

describe("resume", () => {
  it("takes a run into the channel where it was typed, with its whole thread", async () => {
    const card = await stage.begin();
    const before = stage.ada.sees(channelId, card.ts).length;
    stage.workspace.setChannel(channelId, { isArchived: true });
    const outcome = await stage.ada.slash("C0QUIET", "/runbook resume id1");
    expect(textOf(outcome)).toContain("goes on here");
    await stage.work();
    expect(await runs()).toMatchObject([{ status: "open", place: { channel: "C0QUIET" } }]);
    const there = stage.ada.sees("C0QUIET").find(({ metadata }) => metadata !== null);
    expect(stage.ada.sees("C0QUIET", there?.ts)).toHaveLength(before);
    const step = stage.ada
      .sees("C0QUIET", there?.ts)
      .findLast((message) => shownIn(message).includes('"Answer"'));
    await stage.ada.click("C0QUIET", step?.ts ?? "", "Answer");
    expect(stage.ada.modal()).not.toBeNull();
  });

  it("says in the channel that the run left where it went, and takes the buttons there away", async () => {
    const card = await stage.begin();
    await stage.ada.slash("C0QUIET", "/runbook resume id1");
    await stage.workspace.until(() => stage.workspace.calls("chat.update").length >= 2);
    const left = stage.ada.sees(channelId, card.ts);
    expect(left[0]?.text).toBe("This runbook goes on in <#C0QUIET>.");
    expect(JSON.stringify(left.map(({ blocks }) => blocks))).not.toContain('"button"');
  });

  it("names the runs of other channels when none was named", async () => {
    await stage.begin();
    const outcome = await stage.ada.slash("G0TEAM", "/runbook resume");
    expect(textOf(outcome)).toContain("/runbook resume id1");
    const none = await stage.ada.slash(channelId, "/runbook resume");
    expect(textOf(none)).toContain("No runbook is open in another channel.");
  });

  it("takes a run along when its button is pressed", async () => {
    await stage.begin();
    await stage.ada.slash("C0QUIET", "/runbook resume");
    const named = await stage.whisper(stage.ada, "press its button", "C0QUIET");
    await stage.ada.click("C0QUIET", named.ts, "Go on here");
    await stage.whisper(stage.ada, "goes on here", "C0QUIET");
    expect(await runs()).toMatchObject([{ status: "open", place: { channel: "C0QUIET" } }]);
  });

  it("tries again where the run lives already", async () => {
    await stage.begin();
    stage.workspace.setChannel(channelId, { isMember: false });
    await note("while Handrail was out");
    stage.workspace.setChannel(channelId, { isMember: true });
    await stage.ada.slash(channelId, "/runbook resume id1");
    await stage.work();
    expect(stage.workspace.data.messages.map(({ text }) => text).join()).toContain(
      "while Handrail was out",
    );
  });

  it("moves nothing where Handrail cannot post, and says what to do", async () => {
    await stage.begin();
    const outcome = await stage.ada.slash("G0CLOSED", "/runbook resume id1");
    expect(textOf(outcome)).toContain("/invite @handrail");
    expect(await runs()).toMatchObject([{ place: { channel: channelId } }]);
  });

  it("knows only runs that there are", async () => {
    await stage.begin();
    const outcome = await stage.ada.slash(channelId, "/runbook resume nothing");
    expect(textOf(outcome)).toContain("There is no such run.");
  });
});

describe("what Slack tells of itself", () => {
  it("moves all runs of a channel that has a new id, with the messages they have", async () => {
    await stage.begin();
    const card = (await stage.store.messages.all("id1")).find(({ key }) => key === "card");
    const event = {
      type: "channel_id_changed",
      old_channel_id: channelId,
      new_channel_id: "C0NEWID",
      event_ts: "1.2",
    };
    expect(await stage.workspace.emit(event)).toMatchObject({ acked: true });
    expect(await runs()).toMatchObject([{ place: { channel: "C0NEWID" } }]);
    expect(await stage.store.messages.all("id1")).toContainEqual(card);
    expect((await stage.engine.read("id1")).log.at(-1)).toMatchObject({
      kind: "rehomed",
      by: "handrail",
      anew: false,
    });
  });

  it.each([
    [{ type: "app_uninstalled" }, "The app was uninstalled"],
    [{ type: "tokens_revoked", tokens: { oauth: [], bot: ["U0HANDRAIL"] } }, "token was revoked"],
  ])("turns health red with $type, and keeps all runs", async (event, says) => {
    await stage.begin();
    expect(stage.slack.refused()).toBeUndefined();
    await stage.workspace.emit(event);
    expect(stage.slack.refused()).toContain(says);
    expect(stage.lines.join()).toContain(says);
    expect(await runs()).toMatchObject([{ status: "open" }]);
  });

  it("is no matter of Handrail when a person's token was revoked", async () => {
    await stage.workspace.emit({ type: "tokens_revoked", tokens: { oauth: ["U0ADA"], bot: [] } });
    expect(stage.slack.refused()).toBeUndefined();
  });
});
