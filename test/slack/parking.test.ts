import { afterEach, beforeEach, expect, it } from "vitest";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

it("puts a run to rest from its card, for everyone to see, and lets another wake it", async () => {
  const card = await stage.begin();
  const [row] = await stage.engine.rows({ status: "open", limit: 1 });
  const run = () => stage.engine.read(row?.id ?? "");
  await stage.ada.click(channelId, card.ts, "Park");
  const outcome = await stage.ada.submit({ for: "4 hours", reason: "The vendor looks" });
  expect(outcome).toMatchObject({ acked: true, warning: null });
  expect((await run()).parked).toMatchObject({ by: "U0ADA", reason: "The vendor looks" });
  await stage.work();
  const thread = () => stage.ada.sees(channelId, card.ts).map(shownIn).join("\n");
  expect(thread()).toContain("parked the runbook until");
  await stage.grace.click(channelId, card.ts, "Go on now");
  expect((await run()).parked).toBeUndefined();
  await stage.work();
  expect(thread()).toContain("<@U0GRACE> woke the runbook.");
});
