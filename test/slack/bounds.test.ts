import { afterEach, beforeEach, expect, it } from "vitest";
import { handleSubmission } from "../../src/slack/requests/forms/form-submissions.ts";
import type { RequestContext } from "../../src/slack/requests/request-context.ts";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const long = "x".repeat(3_001);
const log = async () => (await stage.engine.read("id1")).log.length;

it.each(["note", "decision", "stop", "status", "resume", "small", ""])(
  "/runbook %s with more than anybody reads records nothing and says how much is read",
  async (word) => {
    await stage.begin();
    const before = await log();
    await stage.ada.slash(channelId, `/runbook ${word} ${long}`);
    expect((await stage.whisper(stage.ada, "longer than 3000 characters")).text).toBeTruthy();
    expect(await log()).toBe(before);
  },
);

it("a mention of the bot is held to the same", async () => {
  const card = await stage.begin();
  await stage.ada.say(channelId, `@handrail note ${long}`, { threadTs: card.ts });
  const told = await stage.whisper(stage.ada, "longer than 3000 characters");
  expect(shownIn(told)).toContain("Nothing was recorded");
});

it("a name that is longer than any name starts nothing", async () => {
  await stage.ada.slash(channelId, `/runbook small ${"n".repeat(301)}`);
  await stage.whisper(stage.ada, "longer than 300 characters");
  expect(await stage.engine.rows({ limit: 9 })).toEqual([]);
});

it("a form that was filled with more is refused at its input, before it is read", async () => {
  const values = { why: { why: { value: "x" } }, note: { note: { value: long } } };
  expect(await handleSubmission({} as RequestContext, values)).toMatchObject({
    response_action: "errors",
    errors: { note: expect.stringContaining("longer than 3000 characters: it has 3001") },
  });
});
