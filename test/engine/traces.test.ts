import { expect, it } from "vitest";
import type { ProbeContext } from "../../src/engine/ports.ts";
import { timeline } from "../../src/run/timeline.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { small } from "../language/flows.ts";
import { bench, toLook } from "./parts.ts";
import { evidence } from "./runs.ts";

const sent = { says: "20 requests of its own", numbers: { requests: 20 } };
const seen = { ...evidence("quiet"), facts: null };

it("what a look does to the world is recorded before it is done, and told in the timeline", async () => {
  const known: number[] = [];
  const opened = await bench({
    probe: async ({ leave }) => {
      await leave(sent);
      known.push((await opened.engine.read(run)).revision);
      return seen;
    },
  });
  const run = await toLook(opened);
  const before = (await opened.engine.read(run)).revision;
  await opened.drain();
  expect(known).toEqual([before + 1]);
  const now = await opened.engine.read(run);
  expect(currentVisit(now)).toMatchObject({ state: "deciding", traces: [sent] });
  const lines = timeline(small, now).map(({ says }) => says.map(String).join(""));
  expect(lines.join("\n")).toContain("announced at “Look”: 20 requests of its own.");
});

it("a look that follows a killed one knows what that one had announced", async () => {
  const first = await bench({
    probe: async ({ leave }) => {
      await leave(sent);
      return new Promise(() => {});
    },
  });
  const run = await toLook(first);
  const repaint = await first.worker.take();
  await repaint?.();
  const killed = await first.worker.take();
  void killed?.();
  await expect.poll(async () => (await first.engine.read(run)).visits.at(-1)?.traces).toBeDefined();
  first.pass(60_000);
  const contexts: ProbeContext[] = [];
  const second = await bench({
    instead: first,
    probe: async (context) => {
      contexts.push(context);
      return seen;
    },
  });
  await second.drain();
  expect(contexts.map(({ run }) => currentVisit(run).traces)).toEqual([[sent]]);
});

it("nothing is done for a visit that is over", async () => {
  let refused: unknown;
  const opened = await bench({
    probe: async ({ leave }) => {
      await opened.engine.act(run, { kind: "skip", visit: "look#1", reason: "Late" }, "UANA");
      refused = await leave(sent).catch((error: unknown) => error);
      return seen;
    },
  });
  const run = await toLook(opened);
  await opened.drain();
  expect(refused).toMatchObject({ code: "stale" });
  expect((await opened.engine.read(run)).visits.flatMap(({ traces = [] }) => traces)).toEqual([]);
});
