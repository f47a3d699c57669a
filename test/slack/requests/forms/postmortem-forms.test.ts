import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor, SeenMessage } from "../../../../lab/workspace/index.ts";
import { channelId, createStage, type Stage, shownIn } from "../../stage.ts";

let stage: Stage;
let card: SeenMessage;

beforeEach(async () => {
  stage = await createStage();
  card = await stage.begin();
  await click(stage.ada, "Answer");
  await stage.ada.submit({ "field:cause": "a race" });
  await stage.work();
  for (const label of ["Known", "Applied", "Quiet (recommended)"]) await click(stage.ada, label);
});
afterEach(() => stage.close());

async function click(who: Actor, label: string): Promise<void> {
  const outcome = await press(who, label);
  expect(outcome).toMatchObject({ acked: true, warning: null });
  await stage.work();
}

const press = (who: Actor, label: string) => who.click(channelId, messageWith(label), label);

function messageWith(label: string): string {
  const holds = ({ blocks }: SeenMessage) => JSON.stringify(blocks).includes(`"${label}"`);
  return stage.ada.sees(channelId, card.ts).findLast(holds)?.ts ?? "";
}

const draft = () => {
  const isDraft = ({ text }: SeenMessage) => text.startsWith("Postmortem: ");
  return stage.ada.sees(channelId, card.ts).find(isDraft)?.text ?? "";
};

const files = () =>
  Object.values(stage.workspace.data.files).map(({ name, contentBase64 }) => ({
    name,
    content: Buffer.from(contentBase64, "base64").toString(),
  }));

const published = () =>
  stage.ada
    .sees(channelId)
    .map(shownIn)
    .filter((text) => text.includes("Impact"));

describe("the postmortem in the thread", () => {
  it("is a draft for the driver, to be edited in fields that hold what it says", async () => {
    expect(draft()).toMatch(/This is a draft from the record\. <@U0ADA>, read it/);
    await click(stage.ada, "Edit");
    const form = stage.ada.modal();
    expect(JSON.stringify(form)).toContain("- Ada Lovelace started");
    await stage.ada.submit({ summary: "The **backend** closed first.\n- It was set to 5 s." });
    await stage.work();
    expect(draft()).toContain("The backend closed first.\n• It was set to 5 s.");
    expect(draft()).toContain("Written by <@U0ADA>");
  });

  it("does not take an edit of what someone else edited meanwhile, and keeps what was typed", async () => {
    await click(stage.ada, "Edit");
    await click(stage.grace, "Edit");
    await stage.grace.submit({ summary: "Grace's." });
    const outcome = await stage.ada.submit({ summary: "Ada's.", impact: "Ada's too." });
    const errors = { summary: expect.stringContaining("Someone else edited this section") };
    expect(outcome).toMatchObject({ response: { response_action: "errors", errors } });
    await stage.work();
    expect(draft()).toContain("Grace's.");
    expect(draft()).not.toContain("Ada's");
  });

  it("is read as a whole, before and after it is published", async () => {
    await press(stage.ada, "Read all of it");
    expect(JSON.stringify(stage.ada.modal())).toContain("What was ruled out, and why");
  });

  it("is published with one file, and published again where the channel has it already", async () => {
    await click(stage.ada, "Publish to channel");
    await stage.workspace.until(() => files().length === 1);
    const names = files().map(({ name }) => name.replace(/\d{4}-\d\d-\d\d/, "DAY"));
    expect(names).toEqual(["postmortem-small-DAY.md"]);
    expect(files()[0]?.content).toContain("Ada Lovelace started");
    expect(published()).toHaveLength(1);
    await click(stage.ada, "Edit");
    await stage.ada.submit({ summary: "Known now." });
    await stage.work();
    expect(published()[0]).not.toContain("Known now.");
    await click(stage.grace, "Publish the changes");
    expect(published()).toHaveLength(1);
    expect(published()[0]).toContain("Known now.");
    await stage.workspace.until(() => files().length === 2);
    expect(files()[0]?.content).not.toContain("Known now.");
    expect(files()[1]).toMatchObject({ name: expect.stringMatching(/-2\.md$/) });
    expect(files()[1]?.content).toContain("Known now.");
  });

  it("is not published twice for one text", async () => {
    const late = stage.grace.aim(
      channelId,
      messageWith("Publish to channel"),
      "Publish to channel",
    );
    await click(stage.ada, "Publish to channel");
    expect(await late()).toMatchObject({ acked: true });
    await stage.whisper(stage.grace, "The channel has this already");
    await stage.work();
    expect(published()).toHaveLength(1);
  });
});
