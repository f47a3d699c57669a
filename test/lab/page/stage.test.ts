import { expect, it } from "vitest";
import { openStage } from "../../../lab/page/stage.ts";
import type { Practised } from "../../../lab/practised.ts";
import { scenarioNamed } from "../../../lab/scenarios/index.ts";
import type { Practice } from "../../../lab/walk/practice.ts";

/** A practice without a bot, whose end is in the test's hand; the stage asks nothing else of it. */
function practiceOf(
  scenario: Practised,
  closed: string[],
): Practice & { end: (why: Error) => void } {
  let end: (why: Error) => void = () => {};
  const botEnded = new Promise<never>((_, reject) => {
    end = reject;
  });
  botEnded.catch(() => {});
  const workspace = { onChange: () => () => {}, data: { files: {} } };
  const incident = { loadBalancer: { name: "shop-web" }, honesty: [] };
  const close = async () => {
    closed.push(scenario.name);
    end(new Error("The bot was ended."));
  };
  const parts = { workspace, incident, scenario, botEnded, close, end };
  return parts as unknown as Practice & { end: (why: Error) => void };
}

function stageWith(start?: () => Promise<Practice>) {
  const closed: string[] = [];
  const first = practiceOf(scenarioNamed("quiet"), closed);
  const started: Practice[] = [];
  const stage = openStage({
    first,
    chance: () => 0,
    start: async (scenario, progress) => {
      progress("Getting ready.");
      const practice = start ? await start() : practiceOf(scenario, closed);
      started.push(practice);
      return practice;
    },
  });
  const settled = () =>
    new Promise<void>((resolve) => {
      const stop = stage.onChange(() => {
        if (stage.training().preparing !== null) return;
        stop();
        resolve();
      });
    });
  return { stage, closed, first, settled };
}

it("exchanges the practice for the named one, and closes the one before first", async () => {
  const { stage, closed, settled } = stageWith();
  const done = settled();
  stage.choose("deploy");
  expect(stage.training().preparing).not.toBeNull();
  await done;
  expect(stage.training().scenario?.name).toBe("deploy");
  expect(closed).toEqual(["quiet"]);
});

it("hides the cause of one by chance, and tells only its report", async () => {
  const { stage, settled } = stageWith();
  const done = settled();
  stage.choose(null);
  await done;
  const { scenario, report } = stage.training();
  expect(scenario).toBeNull();
  expect(report).toBe(scenarioNamed("keepalive-race").report);
});

it("prepares one at a time, and knows its scenarios", async () => {
  const { stage, settled } = stageWith();
  expect(() => stage.choose("nope")).toThrow("There is no scenario");
  const done = settled();
  stage.choose("deploy");
  expect(() => stage.choose("quiet")).toThrow("being prepared");
  await done;
});

it("says why an incident could not be started, and lets another be chosen", async () => {
  const { stage, settled } = stageWith(() => Promise.reject(new Error("No port is free.")));
  const done = settled();
  stage.choose("deploy");
  await done;
  expect(stage.training().trouble).toContain("No port is free.");
  expect(() => stage.choose("quiet")).not.toThrow();
});

it("ends with the bot that is on, not with one that it has ended itself", async () => {
  const { stage, settled, first } = stageWith();
  const done = settled();
  stage.choose("deploy");
  await done;
  let hasEnded = false;
  stage.ended.catch(() => {
    hasEnded = true;
  });
  await new Promise(setImmediate);
  expect(hasEnded).toBe(false);
  expect(first.scenario.name).toBe("quiet");
});
