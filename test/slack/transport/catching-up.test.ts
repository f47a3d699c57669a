import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SeenMessage } from "../../../lab/workspace/index.ts";
import { channelId, createStage, type Stage, shownIn } from "../stage.ts";

let stage: Stage;
let card: SeenMessage;
beforeEach(async () => {
  stage = await createStage();
  card = await stage.begin();
});
afterEach(() => stage.close());

describe("catching up", () => {
  it("tells what others did since one was last here, as a modal", async () => {
    await stage.grace.slash(channelId, "/runbook decision We roll back first");
    await stage.work();
    await stage.ada.click(channelId, card.ts, "Catch me up");
    const shown = JSON.stringify(stage.ada.modal()?.content);
    expect(shown).toContain("Since you were last here");
    expect(shown).toContain("We roll back first");
    await stage.ada.closeModal();
    await stage.grace.slash(channelId, "/runbook catch me up");
    expect(JSON.stringify(stage.grace.modal()?.content)).toContain("Nothing that changes");
  });

  it("answers a mention in the thread, where no modal can be opened", async () => {
    await stage.grace.say(channelId, "@handrail catchup", { threadTs: card.ts });
    const told = await stage.whisper(stage.grace, "What happened so far");
    expect(shownIn(told)).toContain("started “Small”");
  });
});
