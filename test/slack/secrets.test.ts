import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SeenMessage } from "../../lab/workspace/index.ts";
import { channelId, createStage, newestRun, type Stage, shownIn } from "./stage.ts";

let stage: Stage;
let card: SeenMessage;
beforeEach(async () => {
  stage = await createStage();
  card = await stage.begin();
});
afterEach(() => stage.close());

const notes = async () => (await newestRun(stage)).notes;

describe("a note that looks like a secret", () => {
  const key = `AKIA${"IOSFODNN7EXAMPLE"}`;

  it("is asked about before anything is stored, and struck with one press", async () => {
    const said = await stage.grace.say(channelId, `It uses ${key}`);
    await stage.ada.react(channelId, said.ts, "pushpin");
    const told = await stage.whisper(stage.ada, "This looks like a secret: an AWS access key");
    expect(await notes()).toEqual([]);
    await stage.ada.click(channelId, told.ts, "Strike it and keep the note");
    await stage.work();
    expect(await notes()).toMatchObject([
      { text: "It uses [struck: an AWS access key]", from: { author: "U0GRACE" } },
    ]);
    const thread = stage.ada.sees(channelId, card.ts).map(shownIn).join("\n");
    expect(thread).not.toContain(key);
  });

  it("is kept as it is where somebody says so, also one that was typed", async () => {
    await stage.ada.slash(channelId, `/runbook decision We rotate ${key}`);
    const told = await stage.whisper(stage.ada, "This looks like a secret");
    expect(await notes()).toEqual([]);
    await stage.ada.click(channelId, told.ts, "Keep as it is");
    expect(await notes()).toMatchObject([{ text: `We rotate ${key}`, decision: true }]);
  });
});
