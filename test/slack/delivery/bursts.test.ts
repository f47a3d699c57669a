import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Store } from "../../../src/engine/ports.ts";
import { channelId, createStage } from "../stage.ts";

/** As a disk that is slow: every commit takes so long. */
const slow =
  (ms: number) =>
  (store: Store): Store => ({
    ...store,
    commit: async (...given) => {
      await pause(ms);
      return store.commit(...given);
    },
  });

const burst = Array.from({ length: 30 }, (_, nth) => `burst ${nth}`);

it("records all that one person does within a second where each takes a while, and opens their form", async () => {
  await using stage = await staged(20);
  const { ts } = await stage.begin();
  const asked = burst.map((words) => stage.ada.slash(channelId, `/runbook note ${words}`));
  const form = stage.ada.click(channelId, ts, "Add a note");
  const answers = await Promise.all(asked);
  expect(answers.every(({ acked }) => acked)).toBe(true);
  expect((await form).acked).toBe(true);
  expect((await notes(stage)).toSorted()).toEqual(burst.toSorted());
});

it("is silent of none that was not recorded where that takes longer than Slack waits", async () => {
  await using stage = await staged(150);
  await stage.begin();
  const asked = burst.map((words) => stage.ada.slash(channelId, `/runbook note ${words}`));
  const answers = await Promise.all(asked);
  const recorded = await notes(stage);
  const told = answers.filter(({ acked, response }) => !acked || shows(response, "Nothing was"));
  expect(told.length).toBeGreaterThan(0);
  expect(recorded.length).toBeGreaterThan(0);
  expect(recorded.length + told.length).toBeGreaterThanOrEqual(burst.length);
  const silent = burst.filter((words, nth) => {
    const answer = answers[nth];
    return !recorded.includes(words) && answer !== undefined && !told.includes(answer);
  });
  expect(silent).toEqual([]);
});

const shows = (response: object | null, words: string) => JSON.stringify(response).includes(words);

const staged = async (ms: number) => {
  const stage = await createStage({ withStore: slow(ms) });
  return { ...stage, [Symbol.asyncDispose]: stage.close };
};

async function notes({ engine }: Pick<Awaited<ReturnType<typeof staged>>, "engine">) {
  const [row] = await engine.rows({ status: "open", limit: 1 });
  return (await engine.read(row?.id ?? "")).notes.map(({ text }) => text);
}
