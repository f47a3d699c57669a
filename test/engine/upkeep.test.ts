import { expect, it } from "vitest";
import { createUpkeep } from "../../src/engine/upkeep.ts";
import { postmortem, toMarkdown } from "../../src/postmortem/postmortem.ts";
import { type Bench, bench, silent, toLook } from "./parts.ts";

const dayMs = 24 * 3_600_000;
const factsDays = 90;

it("removes the raw material of a run that closed long ago, and its postmortem stays the same", async () => {
  const at = await bench();
  const run = await closed(at);
  const page = await written(at, run);
  expect(page).toMatch(/look|look|stopped/i);
  const { tidy, stop } = createUpkeep({ store: at.store, clock: at.now, log: silent, factsDays });
  try {
    at.pass(factsDays * dayMs - 1);
    await tidy();
    expect(await at.store.facts(run, "look#1")).toEqual({ raw: 1 });
    at.pass(dayMs);
    await tidy();
    expect(await at.store.facts(run, "look#1")).toBeUndefined();
    expect(await written(at, run)).toBe(page);
  } finally {
    stop();
  }
});

it("leaves a run that is still open what it may compare with", async () => {
  const at = await bench();
  const run = await toLook(at);
  await at.drain();
  at.pass(2 * factsDays * dayMs);
  const { tidy, stop } = createUpkeep({ store: at.store, clock: at.now, log: silent, factsDays });
  await tidy();
  stop();
  expect(await at.store.facts(run, "look#1")).toEqual({ raw: 1 });
});

it("goes on after one of its tasks failed, and until nothing is left", async () => {
  const done: string[] = [];
  const store = {
    forgetDeliveries: () => Promise.reject(new Error("The disk is full.")),
    forgetOld: async () => 0,
    alerts: { find: async () => undefined, put: async () => true, forget: async () => 0 },
    pruneFacts: async () => (done.push("pruned") < 3 ? 1 : 0),
  };
  const { tidy, stop } = createUpkeep({ store, clock: () => 0, log: silent, factsDays });
  await tidy();
  stop();
  expect(done).toEqual(["pruned", "pruned", "pruned"]);
});

/** A run whose probe looked and that was stopped then. */
async function closed(at: Bench): Promise<string> {
  const run = await toLook(at);
  await at.drain();
  await at.engine.act(run, { kind: "stop", reason: "The load balancer was removed." }, "UANA");
  await at.drain();
  expect(await at.store.row(run)).toMatchObject({ status: "closed" });
  return run;
}

async function written({ recorder }: Bench, id: string): Promise<string> {
  const run = await recorder.read(id);
  return toMarkdown(postmortem(recorder.flowOf(run), run));
}
