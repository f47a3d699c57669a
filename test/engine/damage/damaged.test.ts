import { expect, it } from "vitest";
import { reportUnreadable } from "../../../src/engine/worker/worker-loop.ts";
import { RunUnreadable } from "../../../src/run/errors.ts";
import { bench, silent } from "../parts.ts";

it("shows all other runs when one cannot be read, and gives that one up at once", async () => {
  const shown: string[] = [];
  const opened = await bench({ show: async ({ id }) => void shown.push(id) });
  const bad = await opened.start();
  const good = await opened.start();
  const { load } = opened.store;
  opened.store.load = async (id) => {
    if (id === bad) throw new RunUnreadable(id, "its event 1 is damaged");
    return load(id);
  };
  await opened.drain();
  expect(shown).toEqual([good]);
  const { dead } = await opened.store.condition(opened.now());
  expect(dead).toMatchObject([{ run: bad, key: "show", why: expect.stringContaining("event 1") }]);
});

it("says that events do not fit together, instead of failing with Handrail's own words", async () => {
  const { store, recorder } = await bench();
  store.load = async () => [{ kind: "unparked", at: 1, by: "UANA" }];
  await expect(recorder.read("r1")).rejects.toThrow(RunUnreadable);
});

it("says in the run's thread that its work could not be read", async () => {
  const { start, recorder, engine } = await bench();
  const run = await start();
  await reportUnreadable({ recorder, log: silent }, { run, key: "probe look#1", why: "Damaged." });
  expect((await engine.read(run)).troubles).toMatchObject([{ work: "probe look#1" }]);
});
