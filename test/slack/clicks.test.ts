import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { webClient } from "../lab/workspace/practice.ts";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const open = () => stage.engine.rows({ status: "open", limit: 10 });

describe("a click", () => {
  const answerForm = async () => {
    const card = await stage.begin();
    const step = stage.ada.sees(channelId, card.ts).findLast(({ blocks }) => blocks.length > 0);
    return { thread: card.ts, step: step?.ts ?? "" };
  };

  const answered = async () => {
    const { thread } = await answerForm();
    const [row] = await open();
    const run = row?.id ?? "";
    const answers = { cause: "a race" };
    await stage.engine.act(run, { kind: "answer", visit: "ask#1", answers }, "U0ADA");
    await stage.work();
    const step = stage.ada
      .sees(channelId, thread)
      .findLast((message) => shownIn(message).includes("Known"));
    return { run, thread, step: step?.ts ?? "" };
  };

  it("is recorded before it is acknowledged, and the thread follows", async () => {
    const { run, thread, step } = await answered();
    const outcome = await stage.ada.click(channelId, step, "Known");
    expect(outcome.acked).toBe(true);
    expect((await stage.engine.read(run)).visits.at(-1)?.id).toBe("fix#1");
    await stage.work();
    expect(stage.ada.sees(channelId, thread).map(shownIn).join()).toContain("Fix it.");
  });

  it("on a step that is over tells who was first", async () => {
    const { step } = await answered();
    await stage.ada.click(channelId, step, "Known");
    await stage.grace.click(channelId, step, "Known");
    const told = await stage.whisper(stage.grace, "was first");
    expect(told.text).toContain("<@U0ADA>");
    expect(told.threadTs).not.toBeNull();
  });

  it("of the same person again says that it is already recorded", async () => {
    const { step } = await answered();
    await stage.ada.click(channelId, step, "Known");
    await stage.ada.click(channelId, step, "Known");
    const told = await stage.whisper(stage.ada, "already recorded");
    expect(told.text).toContain("you decided this step");
  });

  it("still counts when Slack takes no private message", async () => {
    const { run, step } = await answered();
    await stage.ada.click(channelId, step, "Known");
    stage.workspace.faults.next("response_url", { dropBefore: true }, 9);
    stage.workspace.faults.next("chat.postEphemeral", { error: "user_not_in_channel" }, 9);
    expect((await stage.grace.click(channelId, step, "Known")).acked).toBe(true);
    expect((await stage.engine.read(run)).visits).toHaveLength(2);
  });

  it("of somebody whom Slack would not look up is not acknowledged, for the answer apart can be lost", async () => {
    await stage.close();
    stage = await createStage({ over: "http" });
    const { run, step } = await answered();
    stage.workspace.faults.next("conversations.members", { error: "internal_error" }, 9);
    stage.workspace.faults.next("users.info", { error: "internal_error" }, 9);
    stage.workspace.faults.next("response_url", { dropBefore: true }, 9);
    stage.workspace.faults.next("chat.postEphemeral", { error: "internal_error" }, 9);
    expect((await stage.grace.click(channelId, step, "Known")).acked).toBe(false);
    expect((await stage.engine.read(run)).visits).toHaveLength(1);
  });

  it("that asks for answers opens a form, and the form's submission is recorded", async () => {
    const { step } = await answerForm();
    await stage.ada.click(channelId, step, "Answer");
    expect(stage.ada.modal()).not.toBeNull();
    const outcome = await stage.ada.submit({ "field:cause": "a race" });
    expect(outcome.acked).toBe(true);
    expect(stage.ada.modal()).toBeNull();
    const [row] = await open();
    expect((await stage.engine.read(row?.id ?? "")).facts).toMatchObject({ cause: "a race" });
  });

  it("into a form whose step was decided meanwhile says who was first, on top of the form", async () => {
    const { step, run } = await answered();
    await stage.grace.click(channelId, step, "Skip…");
    await stage.ada.click(channelId, step, "Known");
    await stage.grace.submit({ reason: "No time" });
    const onTop = JSON.stringify(stage.grace.modal()?.content);
    expect(onTop).toContain("<@U0ADA> was first");
    await stage.grace.closeModal();
    expect(stage.grace.modal()).not.toBeNull();
    expect((await stage.engine.read(run)).visits).toHaveLength(2);
  });

  it("is acknowledged with a sentence when Slack hangs instead of opening the form", async () => {
    const { step } = await answerForm();
    stage.workspace.faults.next("views.open", { hang: true });
    const outcome = await stage.ada.click(channelId, step, "Answer");
    expect(outcome).toMatchObject({ acked: true });
    await stage.whisper(stage.ada, "Slack did not open the form in time");
  });

  it("says what to do when Slack no longer opens the form", async () => {
    const { step } = await answerForm();
    stage.workspace.faults.next("views.open", { error: "expired_trigger_id" });
    const outcome = await stage.ada.click(channelId, step, "Answer");
    expect(outcome.acked).toBe(true);
    await stage.whisper(stage.ada, "Slack did not open the form in time");
  });
});

describe("an old button", () => {
  it("is acknowledged and explained", async () => {
    const value = JSON.stringify({ act: "teleport" });
    const text = { type: "plain_text", text: "Go" } as const;
    const { ts = "" } = await webClient(stage.workspace).chat.postMessage({
      channel: channelId,
      text: "From before",
      blocks: [{ type: "actions", elements: [{ type: "button", action_id: "go", text, value }] }],
    });
    expect((await stage.ada.click(channelId, ts, "Go")).acked).toBe(true);
    const told = await stage.whisper(stage.ada, "another version");
    expect(told.text).toContain("/runbook status");
  });

  it("that is a link is acknowledged and otherwise left alone", async () => {
    const text = { type: "plain_text", text: "Read" } as const;
    const url = "https://example.com/";
    const { ts = "" } = await webClient(stage.workspace).chat.postMessage({
      channel: channelId,
      text: "A link",
      blocks: [{ type: "actions", elements: [{ type: "button", action_id: "go", text, url }] }],
    });
    expect((await stage.ada.click(channelId, ts, "Read")).acked).toBe(true);
    expect(stage.ada.sees(channelId).filter(({ isEphemeral }) => isEphemeral)).toEqual([]);
  });
});
