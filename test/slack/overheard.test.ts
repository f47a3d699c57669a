import { afterEach, describe, expect, it } from "vitest";
import { evidence } from "../engine/runs.ts";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let stage: Stage;
afterEach(() => stage.close());

let now = Date.now();
const clock = () => now;
const thread = (card: string, channel = channelId) =>
  stage.ada.sees(channel, card).map(shownIn).join("\n");
const share = (isShared: boolean) => stage.workspace.setChannel(channelId, { isShared });
const heard = (type: string) => stage.workspace.emit({ type, channel: channelId });

/** A run at its look, under way in a channel that becomes shared while it lasts. */
async function seenWhileShared(meanwhile: () => Promise<unknown>) {
  let isOut = true;
  stage = await createStage({
    clock,
    look: async () => {
      if (isOut) await meanwhile();
      isOut = false;
      return { ...evidence("deploy"), says: "It came with the deploy.", facts: null };
    },
  });
  const card = await stage.begin();
  const run = (await stage.engine.rows({ limit: 1 }))[0]?.id ?? "";
  const act = (act: Parameters<typeof stage.engine.act>[1]) => stage.engine.act(run, act, "U0ADA");
  await act({ kind: "answer", visit: "ask#1", answers: { cause: "race" } });
  await act({ kind: "choose", visit: "ask#1", choice: "known" });
  await act({ kind: "choose", visit: "fix#1", choice: "applied" });
  await stage.work();
  return { run, card: card.ts };
}

describe("what a look finds in a channel that was shared with another organisation meanwhile", () => {
  it.each([
    [
      "Slack says so",
      async () => {
        share(true);
        await heard("channel_shared");
      },
    ],
    [
      "ten seconds went by",
      async () => {
        share(true);
        now += 10_000;
      },
    ],
  ])("is kept and not shown there, once %s", async (_how, meanwhile) => {
    const { run, card } = await seenWhileShared(meanwhile);
    const { log } = await stage.engine.read(run);
    expect(log.at(-1)).toMatchObject({ kind: "observed", evidence: { finding: "deploy" } });
    expect(thread(card)).not.toContain("came with the deploy");
    expect(stage.ada.sees(channelId).map(shownIn).join()).not.toContain("deploy");
    expect(thread(card)).toMatch(/Nothing more of this run is shown here.*rule: shared channels/s);
  });

  it("is shown when the channel is its own again, or the run has gone elsewhere", async () => {
    const sharing = async () => {
      share(true);
      await heard("channel_shared");
    };
    const { card } = await seenWhileShared(sharing);
    share(false);
    await heard("channel_unshared");
    now += 60_000;
    await stage.work();
    expect(thread(card)).toContain("came with the deploy");
    await sharing();
    stage.workspace.setChannel("C0QUIET", { members: ["U0ADA"], isMember: true });
    await stage.ada.slash("C0QUIET", "/runbook resume id1");
    await stage.work();
    const there = stage.ada.sees("C0QUIET").findLast(({ metadata }) => metadata !== null);
    expect(thread(there?.ts ?? "", "C0QUIET")).toContain("came with the deploy");
    expect(thread(there?.ts ?? "", "C0QUIET")).not.toContain("Nothing more of this run");
  });

  it("says so once, and neither a note nor the end is shown there", async () => {
    const { run, card } = await seenWhileShared(async () => {
      share(true);
      await heard("channel_shared");
    });
    await stage.engine.act(run, { kind: "stop", reason: "Our secret cause" }, "U0ADA");
    await stage.work();
    expect(thread(card)).not.toContain("secret cause");
    expect(thread(card).match(/Nothing more of this run/g)).toHaveLength(2);
    expect(stage.ada.sees(channelId).map(shownIn).join()).not.toContain("secret cause");
  });
});
