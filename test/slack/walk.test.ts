import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let stage: Stage;

describe.each(["socket", "http"] as const)("over %s", (over) => {
  beforeEach(async () => {
    stage = await createStage({ over });
  });
  afterEach(() => stage.close());

  it("walks a run from the command to the published postmortem", async () => {
    const { ada, grace } = stage;
    const card = await stage.begin();
    const click = async (who: typeof ada, label: string) => {
      const holds = (blocks: readonly object[]) => JSON.stringify(blocks).includes(`"${label}"`);
      const message = ada.sees(channelId, card.ts).findLast(({ blocks }) => holds(blocks));

      const outcome = await who.click(channelId, message?.ts ?? "", label);
      expect(outcome).toMatchObject({ acked: true, warning: null });
      await stage.work();
    };
    await click(ada, "Answer");
    await ada.submit({ "field:cause": "a race" });
    await stage.work();
    await click(grace, "Known");
    await click(grace, "Applied");
    await click(grace, "Quiet (recommended)");
    const list = ada.sees(channelId, card.ts).findLast(({ text }) => text.includes("Watch it"));
    const pick = async (action: string, entry: string) => {
      const control = list?.blocks.flatMap(idsIn).find((id) => id.startsWith(action)) ?? action;
      const outcome = await ada.click(channelId, list?.ts ?? "", control, entry);
      expect(outcome).toMatchObject({ acked: true, warning: null });
      await stage.work();
    };
    await pick("giveFollowUp", "U0GRACE");
    await pick("dateFollowUp", "2026-12-01");
    const followUps = () => ada.sees(channelId, card.ts).find(({ ts }) => ts === list?.ts)?.text;
    expect(followUps()).toContain("Watch it: <@U0GRACE>, by 1 Dec 2026");
    await pick("finishFollowUp", "Done");
    expect(followUps()).toContain("☑ Watch it");
    await click(ada, "Publish to channel");
    const files = () => Object.values(stage.workspace.data.files);
    await stage.workspace.until(() => files().some(({ shares }) => shares.length > 0));
    expect(files()[0]?.name).toMatch(/^postmortem-small-.*[.]md$/);
    expect(Buffer.from(files()[0]?.contentBase64 ?? "", "base64").toString()).toContain(
      "Grace Hopper",
    );
    const channel = ada.sees(channelId).map(shownIn);
    expect(channel.length).toBeLessThanOrEqual(5);
    expect(channel.at(-1)).toContain("Summary");
    expect(stage.lines).toEqual([]);
  });

  it("posts each message once though the connection breaks after each of two posts", async () => {
    const { ada, workspace } = stage;
    await ada.slash(channelId, "/runbook small shop");
    workspace.faults.next("chat.postMessage", { drop: true });
    workspace.faults.next("chat.postMessage", { drop: true });
    await stage.work();
    const keys = workspace.data.messages.map(({ metadata }) => metadata?.event_payload.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain("card");
    expect(keys.length).toBeGreaterThan(1);
  });
});

const idsIn = (block: object): readonly string[] =>
  [...JSON.stringify(block).matchAll(/"action_id":"([^"]*)"/g)].map(([, id]) => id ?? "");
