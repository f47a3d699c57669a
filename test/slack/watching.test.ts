import { afterEach, beforeEach, expect, it } from "vitest";
import { currentVisit } from "../../src/run/visits.ts";
import { evidence } from "../engine/runs.ts";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let stage: Stage;
let card: string;
let finding: string;
let counted: number;

beforeEach(async () => {
  [finding, counted] = ["not-enough", 0];
  stage = await createStage({
    leastWatchMs: 0,
    look: async ({ run }) => {
      counted += 1_000;
      const says = `${counted} of 16,200 clean requests`;
      const pending = { says, share: counted / 16_200, expectedAt: null };
      const found = currentVisit(run).step === "retest" ? finding : "inner-hop-race";
      return { ...evidence(found), probe: "alb.retest@1", says: `${says}.`, pending, facts: null };
    },
  });
  card = (await stage.begin("/runbook alb-502-keepalive shop")).ts;
  await press("It fits behind the proxy: review the timeouts (recommended)");
  await press("Skip…");
  await stage.ada.submit({ reason: "Known" });
  await stage.work();
  await press("Something else…");
  await stage.ada.submit({ choice: "rolledOutSo" });
  await stage.work();
});
afterEach(() => stage.close());

const thread = () => stage.ada.sees(channelId, card);

async function press(label: string, who = stage.ada): Promise<void> {
  const message = thread().findLast(({ blocks }) => JSON.stringify(blocks).includes(`"${label}"`));
  if (!message) throw new Error(`Nothing in the thread shows "${label}".`);
  expect(await who.click(channelId, message.ts, label)).toMatchObject({
    acked: true,
    warning: null,
  });
  await stage.work();
}

it("is asked for with one button, shows its counts, and calls the driver in the channel at proof", async () => {
  await press("Watch it for me", stage.grace);
  const shown = () => thread().map(shownIn).join("\n");
  expect(shown()).toContain("asked by <@U0GRACE>");
  const looks = () => /(\d+) of 16,200 clean requests\\nNobody/.exec(shown())?.[1];
  const first = looks();
  const messages = thread().length;
  await press("Look now");
  expect(Number(looks())).toBe(Number(first) + 1_000);
  expect(thread()).toHaveLength(messages);
  finding = "fixed";
  await press("Look now", stage.grace);
  const told = stage.ada.sees(channelId).map(shownIn);
  const proofs = told.filter((text) => text.includes("is settled"));
  expect(proofs).toHaveLength(1);
  expect(proofs[0]).toContain("<@U0ADA>, “Retest with fresh traffic” is settled");
  expect(told.length).toBeLessThanOrEqual(5);
  await press("Fixed: keep it so (recommended)");
  expect(stage.lines).toEqual([]);
});

it("is stopped by anyone, after which nothing shows it any more", async () => {
  await press("Watch it for me");
  await press("Stop watching", stage.grace);
  expect(JSON.stringify(thread().at(-1)?.blocks)).toContain("Watch it for me");
  expect(thread().map(shownIn).join()).not.toContain("Watching since");
  await press("Watch it for me");
  await press("Watch longer", stage.grace);
  const [row] = await stage.engine.rows({ status: "open", limit: 1 });
  expect(currentVisit(await stage.engine.read(row?.id ?? "")).watch).toMatchObject({ by: "U0ADA" });
});
