import { afterAll, beforeAll, expect, it } from "vitest";
import { currentVisit } from "../../src/run/visits.ts";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.close());

it("shows what waits for a second person, tells the first one why, and goes on with the other's press", async () => {
  await stage.ada.slash(channelId, "/runbook hello shop");
  await stage.ada.submit({ "field:report": "Checkout fails", "field:loadBalancer": "shop" });
  await stage.work();
  const [row] = await stage.engine.rows({ status: "open", limit: 1 });
  const run = () => stage.engine.read(row?.id ?? "");
  const sent = await stage.store.messages.all(row?.id ?? "");
  const tsOf = (wanted: string) => sent.find(({ key }) => key === wanted)?.ts ?? "";
  const step = tsOf("step/look#1");
  const thread = () => stage.ada.sees(channelId, tsOf("card"));
  await stage.ada.click(channelId, step, "Nothing fails: close (recommended)");
  await stage.work();
  expect(thread().map(shownIn).join()).toContain("once someone else has confirmed it");
  await stage.ada.click(channelId, step, "Confirm");
  await stage.whisper(stage.ada, "Someone else must confirm it");
  expect(currentVisit(await run()).state).toBe("deciding");
  await stage.grace.click(channelId, step, "Confirm");
  await stage.work();
  expect((await run()).ending).toMatchObject({ end: "calm", by: "U0GRACE" });
  expect(thread().map(shownIn).join()).toContain("which <@U0ADA> had picked");
});
