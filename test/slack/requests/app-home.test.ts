import { afterEach, describe, expect, it } from "vitest";
import { asRecords } from "../../../lab/workspace/json.ts";
import type { RunEvent } from "../../../src/run/event.ts";
import { change } from "../../store/contract/samples.ts";
import { channelId, createStage, type Stage, type StageOptions } from "../stage.ts";

let stage: Stage;
afterEach(() => stage.close());

type Who = Stage["ada"];

/** What someone's App Home says, block by block, once they opened it. */
async function homeOf(who: Who, says: string): Promise<readonly string[]> {
  await who.openHome();
  return saying(who, says);
}

const saying = (who: Who, says: string): Promise<readonly string[]> =>
  stage.workspace.until(
    () => {
      const blocks = asRecords(who.home()?.content.blocks).map((block) => JSON.stringify(block));
      return blocks.join().includes(says) ? blocks : undefined;
    },
    { waitingFor: `App Home to say ${says}` },
  );

const below = (blocks: readonly string[], title: string): string =>
  blocks.slice(blocks.findIndex((block) => block.includes(`"${title}"`))).join();

async function open(options: StageOptions = {}): Promise<void> {
  stage = await createStage(options);
}

describe("App Home", () => {
  it("shows where someone's own runs stand, with the way there", async () => {
    await open();
    await stage.begin();
    const blocks = await homeOf(stage.ada, "Yours");
    const yours = below(blocks, "Yours");
    expect(yours).toContain("Now: *Ask*. Waiting for answers since");
    expect(yours).toContain("drives. Started");
    expect(yours).toMatch(/"url":"[^"]*archives\/C0INC\/p\d+"/);
    expect(yours).not.toContain('"Join"');
    await stage.ada.clickInHome("Catch me up");
    expect(JSON.stringify(stage.ada.modal()?.content)).toContain("Now: Ask");
  });

  it("lets someone join a run of others, and shows it as theirs then", async () => {
    await open();
    await stage.begin();
    expect((await homeOf(stage.grace, "Open")).join()).not.toContain("Yours");
    await stage.grace.clickInHome("Join");
    expect(below(await saying(stage.grace, "Yours"), "Yours")).toContain("Now: *Ask*");
  });

  it("names a run whose record is damaged, and still shows the others to everybody", async () => {
    await open();
    await stage.begin();
    const bad = change("bad", 0, { events: [{} as RunEvent] });
    const place = { team: "T0PRACTICE", channel: channelId };
    await stage.store.commit({ ...bad, row: { ...bad.row, place } });
    const blocks = await homeOf(stage.grace, "whose record is damaged");
    expect(below(blocks, "Runbooks whose record is damaged")).toContain("its event 1 is damaged");
    expect(below(blocks, "Open")).toContain("Now: *Ask*");
  });

  it("says that nothing can be recorded, and still shows what is", async () => {
    await open({ budget: "kept" });
    await stage.begin();
    stage.store.condition = () => Promise.reject(new Error("The disk is full."));
    const blocks = await homeOf(stage.ada, "What needs attention");
    expect(below(blocks, "What needs attention")).toContain("The database cannot be written.");
    expect(blocks.join()).toContain("Yours");
  });

  it("names what was closed lately, and how", async () => {
    await open();
    await stage.begin();
    await stage.ada.slash(channelId, "/runbook stop it was DNS");
    await stage.ada.submit();
    await stage.work();
    const blocks = await homeOf(stage.ada, "Closed lately");
    expect(below(blocks, "Closed lately")).toContain("Stopped. Closed by <@U0ADA>");
    expect(blocks.join()).toContain("No runbook is open.");
  });

  it("shows the steps of a runbook before one needs them", async () => {
    await open();
    await homeOf(stage.ada, "Runbooks");
    await stage.ada.clickInHome("Show the steps");
    const shown = JSON.stringify(stage.ada.modal()?.content);
    expect(shown).toContain("*1. Confirm the 502 pattern*");
    expect(shown).toContain("→ Read the access logs: It fits · Unclear");
    expect(shown).toContain("→ This step again: Quiet now · No traffic");
    expect(shown).toContain("\\n→ Targets are down\\n→ Targets refuse connections");
  });

  it("draws each runbook, once for everyone", async () => {
    await open();
    const drawn =
      /"type":"image","alt_text":"The steps of “ALB returns intermittent 502s”: 1[.] Confirm/;
    expect((await homeOf(stage.ada, '"slack_file"')).join()).toMatch(drawn);
    expect((await homeOf(stage.grace, '"slack_file"')).join()).toMatch(drawn);
    const uploads = stage.workspace
      .calls()
      .filter(({ method }) => method === "files.getUploadURLExternal");
    expect(uploads).toHaveLength(3);
  });

  it("goes without its drawings where Slack takes none", async () => {
    await open();
    await homeOf(stage.ada, '"slack_file"');
    stage.workspace.faults.next("views.publish", { error: "invalid_arguments" });
    await stage.ada.openHome();
    const without = () => !JSON.stringify(stage.ada.home()).includes('"slack_file"') || undefined;
    await stage.workspace.until(without, { waitingFor: "App Home without pictures" });
    expect((await homeOf(stage.ada, "Runbooks")).join()).toContain("Show the steps");
  });

  it("says in one line that all is well", async () => {
    await open({ looks: { answeredAt: Date.UTC(2026, 10, 23, 3, 12) } });
    const blocks = await homeOf(stage.ada, "All is well");
    expect(blocks.at(-1)).toMatch(/Slack is connected, AWS answered .*, and the record can be/);
    expect(blocks.join()).not.toContain("needs attention");
  });

  it("says first what is wrong, and what to do", async () => {
    const says = "The AWS credentials have expired. Sign in again.";
    await open({ looks: { problem: { at: Date.UTC(2026, 10, 23, 3, 12), says } } });
    const blocks = await homeOf(stage.ada, "What needs attention");
    expect(blocks[0]).toContain("What needs attention");
    expect(blocks[1]).toMatch(/AWS did not answer .*expired[.] Sign in again/);
    expect(blocks.join()).not.toContain("All is well");
  });
});
