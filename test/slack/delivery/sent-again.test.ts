import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SeenMessage } from "../../../lab/workspace/index.ts";
import { StoreUnavailable } from "../../../src/run/errors.ts";
import { channelId, createStage, newestRun, type Stage } from "../stage.ts";

let stage: Stage;
let card: SeenMessage;
let isBroken = false;

beforeEach(async () => {
  isBroken = false;
  const broken = () => Promise.reject(new StoreUnavailable("The disk is full."));
  stage = await createStage({
    withStore: (store) => ({
      ...store,
      commit: (commit, signal) => (isBroken ? broken() : store.commit(commit, signal)),
    }),
    // What is not acknowledged is waited for as long as Slack does.
    ackLimitMs: 500,
  });
  card = await stage.begin();
});
afterEach(() => stage.close());

const says = (text: string, threadTs?: string) =>
  stage.grace.say(channelId, text, threadTs === undefined ? {} : { threadTs });

describe("when Slack cannot show the message", () => {
  it("does not acknowledge, so that the reaction comes again and is kept then", async () => {
    const said = await says("Worth keeping");
    stage.workspace.faults.next("conversations.replies", { status: 503 });
    const told = await stage.ada.react(channelId, said.ts, "pushpin");
    expect(told?.acked).toBe(false);
    await stage.workspace.redeliver();
    expect((await newestRun(stage)).notes).toMatchObject([{ text: "Worth keeping" }]);
  });
});

describe("when Slack does not say who somebody is", () => {
  it("does not acknowledge a reaction, so that it comes again and is kept then", async () => {
    const said = await says("Worth keeping");
    stage.workspace.faults.next("users.info", { status: 503 });
    const told = await stage.grace.react(channelId, said.ts, "pushpin");
    expect(told?.acked).toBe(false);
    await stage.whisper(stage.grace, "Slack did not say in time who you are");
    await stage.workspace.redeliver();
    expect((await newestRun(stage)).notes).toMatchObject([{ text: "Worth keeping" }]);
  });

  it("does not acknowledge a mention, so that it comes again and is heard then", async () => {
    stage.workspace.faults.next("users.info", { status: 503 });
    const note = "@handrail note It is slow";
    const { events } = await stage.grace.say(channelId, note, { threadTs: card.ts });
    expect(events.some(({ acked }) => !acked)).toBe(true);
    await stage.workspace.redeliver();
    expect((await newestRun(stage)).notes).toMatchObject([{ text: "It is slow" }]);
  });
});

describe("while nothing can be recorded", () => {
  it("does not acknowledge an edit, so that it comes again and is followed then", async () => {
    const { ts } = await says("Latency is normal", card.ts);
    await stage.ada.react(channelId, ts, "pushpin");
    isBroken = true;
    expect(await stage.grace.edit(channelId, ts, "Latency is odd")).toMatchObject({ acked: false });
    isBroken = false;
    await stage.workspace.redeliver();
    expect((await newestRun(stage)).notes).toMatchObject([{ text: "Latency is odd" }]);
  });
});
