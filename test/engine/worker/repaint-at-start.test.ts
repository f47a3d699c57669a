import { expect, it } from "vitest";
import { repaintAtStart } from "../../../src/engine/worker/repaint-at-start.ts";
import { SlackRefused } from "../../../src/run/errors.ts";
import { type Bench, bench, silent } from "../parts.ts";

const { signal } = new AbortController();

/** A bot that starts where another one ended, and the runs that it shows. */
async function startedAfter(before: Bench) {
  const painted: string[] = [];
  const show = async ({ id }: { readonly id: string }) => void painted.push(id);
  const opened = await bench({ instead: before, show });
  return { opened, painted };
}

it("a run whose end Slack did not let be shown is shown once the bot starts with what was missing", async () => {
  const before = await bench({
    show: async () => Promise.reject(new SlackRefused("The token was revoked.")),
  });
  const run = await before.start();
  await before.engine.act(run, { kind: "stop", reason: "It was DNS" }, "UANA");
  await before.drain();
  const { opened, painted } = await startedAfter(before);
  await repaintAtStart({ ...opened, clock: opened.now, log: silent, signal });
  await opened.drain();
  expect(painted).toEqual([run]);
});

it("a run that cannot be read does not keep the others from being shown", async () => {
  const before = await bench();
  const runs = [await before.start(), await before.start()];
  await before.drain();
  const { opened, painted } = await startedAfter(before);
  const repaint = async (id: string) => {
    if (id === runs[1]) throw new Error("A log begins with the event that started its run.");
    await opened.recorder.repaint(id);
  };
  const recorder = { repaint };
  await repaintAtStart({ ...opened, recorder, clock: opened.now, log: silent, signal });
  await opened.drain();
  expect(painted).toEqual([runs[0]]);
});
