import { describe, expect, it } from "vitest";
import { nextLook } from "../../src/run/slices/watches.ts";
import {
  almost,
  day,
  hour,
  kinds,
  later,
  minute,
  seeing,
  stands,
  watched,
  watching,
} from "../engine/looks/watching.ts";
import { bench } from "../engine/parts.ts";
import { evidence } from "../engine/runs.ts";

describe("a watch", () => {
  it("looks by itself, in silence, and records nothing while nothing changes", async () => {
    const { opened, run, contexts } = await watching(["unclear"]);
    const before = await kinds(opened, run);
    for (let quarter = 0; quarter < 4 * 24; quarter++) await later(opened, hour / 4);
    expect(contexts.length).toBeGreaterThan(90);
    expect(await kinds(opened, run)).toEqual(before);
    expect(contexts.slice(1).every((context) => context.watching)).toBe(true);
    expect(contexts[0]?.watching).toBeUndefined();
  });

  it("keeps what it counted last for the thread, also while it counts again", async () => {
    const { opened, run, counted } = await watching(["unclear"]);
    counted.pending = {
      says: "16,000 of 16,200 clean requests",
      share: 0.99,
      expectedAt: opened.now() + hour,
    };
    await later(opened, minute);
    const shown = { says: "16,000 of 16,200 clean requests", at: opened.now() };
    expect(await opened.store.progress(run, "look#1")).toMatchObject(shown);
    opened.pass(hour);
    await opened.worker.take();
    expect(await opened.store.progress(run, "look#1")).toMatchObject(shown);
  });

  it("ends with what it waits for, which is recorded with the time of the look", async () => {
    const { opened, run } = await watching(["unclear", "unclear", "quiet"]);
    await later(opened, minute);
    await later(opened, hour / 4);
    expect((await stands(opened, run)).watch).toBeDefined();
    await later(opened, hour / 4);
    const visit = await stands(opened, run);
    expect(visit).toMatchObject({ state: "deciding", evidence: { finding: "quiet" } });
    expect(visit.watch).toBeUndefined();
    const { log } = await opened.engine.read(run);
    expect(log.at(-1)).toMatchObject({ kind: "observed", by: "handrail", settles: true });
    expect(await opened.store.nextDue(opened.now())).toBeGreaterThan(opened.now());
  });

  it("records another word once, goes on, and keeps what was seen before", async () => {
    const { opened, run } = await watching(["too-few", "too-few", "unclear", "deploy"]);
    for (let look = 0; look < 4; look++) await later(opened, hour / 4);
    const seen = (await opened.engine.read(run)).log.flatMap((event) =>
      event.kind === "observed" ? [[event.evidence.finding, event.settles]] : [],
    );
    expect(seen).toEqual([
      ["unclear", undefined],
      ["too-few", undefined],
      ["unclear", undefined],
      ["deploy", true],
    ]);
    const { earlier = [] } = await stands(opened, run);
    expect(earlier.map(({ finding }) => finding)).toEqual(["unclear", "too-few", "unclear"]);
  });

  it("reminds nobody while it lasts, and of the step again once it is over", async () => {
    const { opened, run } = await watching(["unclear", "unclear", "quiet"]);
    await later(opened, minute);
    await later(opened, hour / 4);
    await later(opened, hour / 4);
    expect(await kinds(opened, run)).not.toContain("reminded");
    await later(opened, minute);
    expect(await kinds(opened, run)).toContain("reminded");
  });

  it("ends when its time is over, with a last look", async () => {
    const { opened, run } = await watching(["unclear"]);
    await later(opened, 2 * day - 1);
    expect((await stands(opened, run)).watch).toBeDefined();
    await later(opened, minute);
    const { log } = await opened.engine.read(run);
    expect(log.at(-1)).toMatchObject({ kind: "observed", settles: true });
  });

  it("ends by the clock where that last look fails again and again", async () => {
    const { opened, run } = await watching([], {
      probe: async ({ watching }) => {
        if (watching) throw new Error("A probe with a mistake");
        return { ...evidence("unclear"), facts: null };
      },
    });
    for (let tries = 0; tries < 10; tries++) await later(opened, minute);
    expect(await kinds(opened, run)).toContain("gaveUp");
    await later(opened, 2 * day + hour);
    expect((await kinds(opened, run)).at(-1)).toBe("unwatched");
  });

  it("says in the end that nothing could be read, after five looks in two and a half hours", async () => {
    const { opened, run, contexts } = await watching([null]);
    await later(opened, minute);
    expect(await opened.store.progress(run, "look#1")).toMatchObject({
      says: "nothing counted yet",
      unread: { times: 1, why: "Look 2: null." },
    });
    for (let waited = 0; waited < 3 * hour; waited += 5 * minute) await later(opened, 5 * minute);
    expect(contexts).toHaveLength(6);
    expect(await stands(opened, run)).toMatchObject({ evidence: { finding: null } });
    expect((await stands(opened, run)).watch).toBeUndefined();
  });

  it("bears looks in between that could not be read", async () => {
    const { opened, run } = await watching([null, null, "unclear", null, null, null, "quiet"]);
    for (let waited = 0; waited < 8 * hour; waited += 5 * minute) await later(opened, 5 * minute);
    expect(await stands(opened, run)).toMatchObject({ evidence: { finding: "quiet" } });
  });

  it("goes on after the bot was killed in the middle of a look, days later, and looks once", async () => {
    const { opened, run } = await watching(["unclear"]);
    await later(opened, minute);
    opened.pass(hour);
    // Taken and never performed.
    expect(await opened.worker.take()).toBeDefined();
    opened.pass(day);
    const { probe, contexts } = seeing({ pending: almost }, "quiet");
    const restarted = await bench({ flows: [watched], probe, instead: opened });
    await restarted.drain();
    expect(contexts).toHaveLength(1);
    expect(await stands(restarted, run)).toMatchObject({ evidence: { finding: "quiet" } });
  });
});

describe("the next look of a watch", () => {
  const next = (expectedAt: number | null) =>
    nextLook(0, { says: "", share: 0, expectedAt }, minute);

  it("comes after a quarter of the time that is left, a minute at least and an hour at most", () => {
    expect(next(40 * minute)).toBe(10 * minute);
    expect(next(2 * minute)).toBe(minute);
    expect(next(-hour)).toBe(minute);
    expect(next(9 * hour)).toBe(hour);
    expect(next(null)).toBe(15 * minute);
  });

  it("needs few looks to come near an answer that is hours away", () => {
    let [now, looks] = [0, 0];
    for (; now < 3 * hour; looks++)
      now = nextLook(now, { says: "", share: 0, expectedAt: 3 * hour }, minute);
    expect(looks).toBeLessThan(25);
    expect(now).toBeLessThan(3 * hour + minute);
  });
});
