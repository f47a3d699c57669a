import { describe, expect, it } from "vitest";
import { createUpkeep } from "../../src/engine/upkeep.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { eventually } from "../eventually.ts";
import { hour, minute, watching } from "./looks/watching.ts";
import { bench, silent, toLook } from "./parts.ts";

const day = 24 * hour;

describe("a clock that was ahead and is corrected", () => {
  it("reminds of a step, and tells the channel, after the wait that the step asks for", async () => {
    const opened = await bench();
    opened.pass(day);
    const run = await toLook(opened);
    await opened.drain();
    opened.pass(-day);
    await opened.drain();
    const kinds = async () => (await opened.engine.read(run)).log.map(({ kind }) => kind);
    expect(await kinds()).not.toContain("reminded");
    opened.pass(minute);
    await opened.drain();
    expect((await kinds()).at(-1)).toBe("reminded");
    opened.pass(minute);
    await opened.drain();
    expect((await kinds()).at(-1)).toBe("escalated");
    await opened.drain();
    expect((await kinds()).filter((kind) => kind === "reminded")).toHaveLength(1);
  });

  it("does not wake a run before the moment that someone chose", async () => {
    const opened = await bench();
    opened.pass(day);
    const run = await toLook(opened);
    const reason = "Until the morning";
    await opened.engine.act(run, { kind: "park", seconds: 3600, reason }, "UANA");
    opened.pass(-day);
    await opened.drain();
    opened.pass(hour);
    await opened.drain();
    expect((await opened.engine.read(run)).parked).toBeDefined();
    opened.pass(day);
    await opened.drain();
    expect((await opened.engine.read(run)).parked).toBeUndefined();
  });

  it("shows a run whose repaint it had put off", async () => {
    const shown: number[] = [];
    const opened = await bench({
      show: async ({ revision }) => {
        shown.push(revision);
        if (shown.length === 1) throw new Error("No answer.");
      },
    });
    opened.pass(day);
    await opened.start();
    await opened.drain();
    opened.pass(-day);
    await opened.drain();
    opened.pass(minute);
    await opened.drain();
    expect(shown).toEqual([1, 1]);
  });

  it("shows a run once more where a worker came late that had lost its lease by it", async () => {
    const late = Promise.withResolvers<void>();
    const shown: number[] = [];
    const opened = await bench({
      show: async ({ revision }) => {
        shown.push(revision);
        if (shown.length === 1) await late.promise;
      },
    });
    const run = await opened.start();
    const first = (await opened.worker.take())?.();
    await eventually(() => expect(shown).toEqual([1]));
    await opened.engine.act(run, { kind: "note", text: "Meanwhile" }, "UANA");
    opened.pass(day);
    await (await opened.worker.take("show"))?.();
    expect(shown).toEqual([1, 2]);
    late.resolve();
    await first;
    await (await opened.worker.take("show"))?.();
    expect(shown).toEqual([1, 2, 2]);
  });

  it("goes on watching", async () => {
    const { opened, run, contexts } = await watching(["unclear", "quiet"], { time: timeAhead() });
    const looks = contexts.length;
    opened.pass(-day);
    for (let round = 0; round < 20; round++) {
      opened.pass(15 * minute);
      await opened.drain();
    }
    expect(contexts.length).toBeGreaterThan(looks);
    expect(currentVisit(await opened.engine.read(run)).evidence?.finding).toBe("quiet");
  });
});

it("forgets no delivery that may just have come, however far the clock jumps", async () => {
  let now = 100 * day;
  const asked: number[] = [];
  const store = {
    forgetDeliveries: async (before: number) => asked.push(before),
    pruneFacts: async () => 0,
    forgetOld: async () => 0,
    alerts: { find: async () => undefined, put: async () => true, forget: async () => 0 },
  };
  const { tidy, stop } = createUpkeep({ store, clock: () => now, log: silent, factsDays: 90 });
  now += hour + 30 * day;
  await tidy();
  expect(asked.at(-1)).toBeLessThanOrEqual(100 * day);
  now -= 30 * day;
  await tidy();
  expect(asked.at(-1)).toBe(now - day);
  stop();
});

function timeAhead() {
  let time = 100 * day;
  return {
    now: () => time,
    pass: (ms: number) => {
      time += ms;
    },
  };
}
