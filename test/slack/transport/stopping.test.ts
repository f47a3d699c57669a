import { afterEach, describe, expect, it } from "vitest";
import type { Evidence } from "#flow";
import { evidence } from "../../engine/runs.ts";
import { channelId, createStage, type Stage, shownIn } from "../stage.ts";

let stage: Stage;
afterEach(() => stage.close());

const half: Evidence = { ...evidence("quiet"), finding: null, says: "Half.", facts: {} };

describe("a look that is out", () => {
  it("shows how far it is, and can be stopped by anyone in the thread", async () => {
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    stage = await createStage({
      look: ({ signal, report }) =>
        new Promise((done) => {
          signal.addEventListener("abort", () => done(half));
          report({ says: "10 of 20 files read", share: 0.5, secondsLeft: 8 });
          resolve();
        }),
    });
    await stage.ada.slash(channelId, "/runbook alb-502 shop");
    const worked = stage.work();
    await begun;
    await stage.work();
    const [card] = stage.ada.sees(channelId);
    const thread = () => stage.ada.sees(channelId, card?.ts ?? "");
    const step = await stage.workspace.until(
      () => thread().find((message) => shownIn(message).includes("About 8 s left")),
      { waitingFor: "the progress" },
    );
    const outcome = await stage.grace.click(channelId, step.ts, "Stop looking");
    expect(outcome).toMatchObject({ acked: true, warning: null });
    await worked;
    await stage.work();
    const told = thread().find(({ ts }) => ts === step.ts);
    expect(told && shownIn(told)).toMatch(/Stopped after \d+ s[.].* Half[.]/);
    expect(told && shownIn(told)).toContain("Decide without it…");
    expect(stage.lines).toEqual([]);
  });
});
