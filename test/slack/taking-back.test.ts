import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const runs = (status: "open" | "closed") => stage.engine.rows({ status, limit: 10 });
const thread = (card: string) => stage.ada.sees(channelId, card);
const messageWith = (card: string, label: string) => {
  const found = thread(card).findLast((message) => JSON.stringify(message.blocks).includes(label));
  if (found === undefined) throw new Error(`No message of the thread has “${label}”.`);
  return found;
};

async function stopped(): Promise<string> {
  const card = await stage.begin();
  await stage.ada.slash(channelId, "/runbook stop it was DNS");
  await stage.ada.submit();
  await stage.work();
  return card.ts;
}

describe("what was done by mistake", () => {
  it("is taken back with one tap, in the record and in the channel as well", async () => {
    const card = await stopped();
    expect(await runs("open")).toHaveLength(0);
    await stage.grace.click(channelId, messageWith(card, "Undo").ts, "Undo");
    await stage.work();
    const [row] = await runs("open");
    const run = await stage.engine.read(row?.id ?? "");
    expect(run.log.slice(-2).map(({ kind }) => kind)).toEqual(["stopped", "undone"]);
    const shown = thread(card).map(shownIn);
    expect(shown.join("\n")).toContain("The run was closed by mistake: <@U0GRACE> took it back");
    expect(JSON.stringify(thread(card).map(({ blocks }) => blocks))).not.toContain(
      "Publish to channel",
    );
    const channel = stage.ada.sees(channelId).map(shownIn).join("\n");
    expect(channel).toMatch(/is open again/);
    expect(stage.lines).toEqual([]);
  });

  it("is published a second time after it was taken back", async () => {
    const card = await stopped();
    await stage.ada.click(channelId, messageWith(card, "Publish to").ts, "Publish to channel");
    await stage.work();
    await stage.ada.click(channelId, messageWith(card, "Undo").ts, "Undo");
    await stage.work();
    const told = () => stage.ada.sees(channelId).map(shownIn).join("\n");
    expect(told()).toContain("published by mistake and taken back");
    await stage.ada.click(channelId, messageWith(card, "Publish to").ts, "Publish to channel");
    await stage.work();
    expect(told()).not.toContain("published by mistake");
    expect(stage.lines).toEqual([]);
  });
});

it("What a minute takes away goes as soon as Slack lets it, and nothing stays given up", async () => {
  await stage.close();
  let now = Date.now();
  stage = await createStage({ clock: () => now });
  const card = await stopped();
  now += 62_000;
  stage.workspace.setChannel(channelId, { isMember: false });
  await stage.work();
  expect(JSON.stringify(messageWith(card, "Undo").blocks)).toContain("Undo");
  expect((await stage.store.condition(now)).dead).toMatchObject([{ key: "show" }]);
  stage.workspace.setChannel(channelId, { isMember: true });
  await stage.ada.slash(channelId, `/runbook resume ${(await runs("closed"))[0]?.id}`);
  await stage.work();
  expect(JSON.stringify(thread(card).map(({ blocks }) => blocks))).not.toContain("Undo");
  expect((await stage.store.condition(now)).dead).toEqual([]);
});

describe("a closed run", () => {
  it("is opened again with a reason, and closed once more with a postmortem of its own", async () => {
    const card = await stopped();
    await stage.ada.click(channelId, card, "Open it again…");
    await stage.ada.submit({ reason: "It is back" });
    await stage.work();
    expect(await runs("open")).toHaveLength(1);
    expect(thread(card).map(shownIn).join("\n")).toContain("opened the run again");
    await stage.ada.slash(channelId, "/runbook stop for good");
    await stage.ada.submit();
    await stage.work();
    const drafts = thread(card).filter((one) => shownIn(one).includes("a draft from the record"));
    expect(drafts).toHaveLength(1);
    const channel = stage.ada.sees(channelId).map(shownIn).join("\n");
    expect(channel.match(/\*Stopped\* by/g)?.length).toBeGreaterThanOrEqual(2);
    expect(stage.lines).toEqual([]);
  });

  it("stays closed where another run of the same is open by now", async () => {
    const card = await stopped();
    await stage.begin();
    await stage.ada.click(channelId, card, "Open it again…");
    await stage.ada.submit({ reason: "It is back" });
    expect(JSON.stringify(stage.ada.modal())).toContain("open already");
    expect(await runs("open")).toHaveLength(1);
  });
});

describe("/runbook stop", () => {
  it("never closes a run by a word that meant the watch or the look", async () => {
    await stage.begin();
    await stage.ada.slash(channelId, "/runbook stop watching");
    await stage.whisper(stage.ada, "Nobody watches this step");
    await stage.ada.slash(channelId, "/runbook stop looking");
    await stage.whisper(stage.ada, "not looking");
    expect(await runs("open")).toHaveLength(1);
  });

  it("asks with the run's name, and keeps what was typed as the reason", async () => {
    await stage.begin();
    await stage.ada.slash(channelId, "/runbook stop it was DNS");
    const form = JSON.stringify(stage.ada.modal()?.content);
    expect(form).toContain("This closes *Small*");
    expect(form).toContain('"initial_value":"it was DNS"');
    await stage.ada.closeModal();
    expect(await runs("open")).toHaveLength(1);
  });
});
