import { describe, expect, it } from "vitest";
import { type Flow, go, text } from "#flow";
import { repaintAtStart } from "../../src/engine/worker/repaint-at-start.ts";
import { postmortem } from "../../src/postmortem/postmortem.ts";
import { VersionGone } from "../../src/run/errors.ts";
import { recommendedChoice } from "../../src/run/slices/choices.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { threadView } from "../../src/slack/messages/thread/thread-view.ts";
import { small } from "../language/flows.ts";
import { type Bench, bench, silent, toLook } from "./parts.ts";
import { evidence } from "./runs.ts";

/** The next version asks what it is at another step, and needs no fixing. */
const next: Flow = {
  ...small,
  version: 2,
  start: "name",
  steps: {
    name: {
      title: "Name it",
      say: "Give it a name.",
      ask: { name: text("Which name?") },
      choices: { named: go("look", "Named") },
      skip: "named",
    },
    look: {
      title: "Look closely",
      say: "Look at it.",
      probe: "alb.pattern",
      choices: Object.fromEntries(
        Object.keys(small.steps.look?.choices ?? {}).map((name) => [name, go("done", name)]),
      ),
      skip: "quiet",
    },
  },
};

describe("an open run, when its flow has a newer version", () => {
  it("walks its own version to the end, while new runs walk the new one", async () => {
    const before = await bench();
    const run = await toLook(before);
    const opened = await bench({ instead: before, flows: [next], retired: [small] });
    await opened.drain();
    await opened.engine.act(run, { kind: "back", visit: "look#1" }, "UANA");
    const now = await opened.engine.read(run);
    expect(currentVisit(now)).toMatchObject({ id: "fix#2", state: "deciding" });
    expect(now.version).toBe(1);
    expect(opened.recorder.goneOf(now)).toBeUndefined();
    expect(await opened.engine.read(await opened.start())).toMatchObject({ version: 2 });
  });

  it("takes a finding that its version does not know as unclear, and shows the word", async () => {
    const before = await bench();
    const run = await toLook(before);
    const probe = async () => ({ ...evidence("gremlins"), facts: null });
    const opened = await bench({ instead: before, flows: [next], retired: [small], probe });
    await opened.drain();
    const now = await opened.engine.read(run);
    expect(recommendedChoice(opened.engine.flowOf(now), currentVisit(now))).toBe("unclear");
    const step = threadView(opened.engine.flowOf(now), now).find(
      ({ key }) => key === "step/look#1",
    );
    expect(JSON.stringify(step)).toContain("gremlins");
  });
});

describe("an open run whose version is gone", () => {
  async function gone(walk = toLook): Promise<{ opened: Bench; run: string }> {
    const before = await bench();
    const run = await walk(before);
    return { run, opened: await bench({ instead: before, flows: [next] }) };
  }

  it("is read as it was, with its record", async () => {
    const { opened, run } = await gone();
    const now = await opened.engine.read(run);
    expect(currentVisit(now)).toMatchObject({ id: "look#1", state: "looking" });
    expect(now.facts.cause).toBe("race");
    expect(opened.engine.goneOf(now)).toMatchObject({ newest: 2 });
    expect(postmortem(opened.engine.flowOf(now), now).sections).not.toEqual([]);
  });

  it("says so on its card and at its step, with the two ways on and no other", async () => {
    const { opened, run } = await gone();
    const now = await opened.engine.read(run);
    const says = opened.engine.goneOf(now);
    const shown = threadView(opened.engine.flowOf(now), now, says ? { gone: says } : {});
    for (const key of ["card", "step/look#1"]) {
      const message = JSON.stringify(shown.find((one) => one.key === key));
      expect(message).toContain("version 1 of small, which is not installed any more");
      expect(message).toContain("Go on with version 2");
      expect([...message.matchAll(/"action_id":"(\w+)/g)].map(([, act]) => act)).toEqual([
        "moveOn",
        "stop",
      ]);
    }
  });

  it("refuses everything but to move on and to stop, with that sentence", async () => {
    const { opened, run } = await gone();
    const refused = [
      { kind: "skip", visit: "look#1", reason: "x" },
      { kind: "back", visit: "look#1" },
      { kind: "lookAgain", visit: "look#1" },
      { kind: "note", text: "x" },
      { kind: "takeOver" },
      { kind: "park", seconds: 3600, reason: "x" },
      { kind: "snooze", visit: "look#1", seconds: 900 },
    ] as const;
    for (const act of refused)
      await expect(opened.engine.act(run, act, "UBEN")).rejects.toThrow(VersionGone);
    const to = { team: "T1", channel: "C2" };
    await opened.engine.act(run, { kind: "rehome", to, anew: true }, "UANA");
    await opened.engine.act(run, { kind: "stop", reason: "Start anew" }, "UANA");
    expect((await opened.engine.read(run)).ending?.outcome).toBe("stopped");
  });

  it("goes on where it stood, as a new visit, with its facts", async () => {
    const { opened, run } = await gone();
    const moveOn = { kind: "moveOn", visit: "look#1", version: 2 } as const;
    await opened.engine.act(run, moveOn, "UBEN");
    const moved = await opened.engine.read(run);
    expect(moved).toMatchObject({ version: 2, facts: { cause: "race" } });
    expect(currentVisit(moved).id).toBe("look#2");
    expect(await opened.store.row(run)).toMatchObject({ version: 2, status: "open" });
    await opened.drain();
    const looked = await opened.engine.read(run);
    expect(currentVisit(looked)).toMatchObject({
      state: "deciding",
      evidence: { finding: "quiet" },
    });
    await opened.engine.act(run, { kind: "choose", visit: "look#2", choice: "quiet" }, "UBEN");
    expect((await opened.engine.read(run)).ending?.end).toBe("done");
  });

  it("goes on at the start where the new version has no such step", async () => {
    const { opened, run } = await gone((before) => before.start());
    const moveOn = { kind: "moveOn", visit: "ask#1", version: 2 } as const;
    await opened.engine.act(run, moveOn, "UANA");
    expect(currentVisit(await opened.engine.read(run))).toMatchObject({
      id: "name#1",
      state: "asking",
    });
    const back = { kind: "back", visit: "name#1" } as const;
    await expect(opened.engine.act(run, back, "UANA")).rejects.toMatchObject({ code: "bad-input" });
  });

  it("moves on once, however many click", async () => {
    const { opened, run } = await gone();
    const moveOn = { kind: "moveOn", visit: "look#1", version: 2 } as const;
    const clicks = ["UANA", "UBEN"].map((by) => opened.engine.act(run, moveOn, by));
    const settled = await Promise.allSettled(clicks);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await opened.engine.read(run)).visits.map(({ id }) => id)).toEqual([
      "ask#1",
      "fix#1",
      "look#1",
      "look#2",
    ]);
  });

  it("asks again for an answer that the new version wants in another shape", async () => {
    const before = await bench();
    const run = await toLook(before);
    const ask = { cause: { kind: "number", label: "How many?", initial: 1, min: 1, max: 9 } };
    const steps = { ...next.steps, look: { ...next.steps.look, ask } } as Flow["steps"];
    const opened = await bench({ instead: before, flows: [{ ...next, steps }] });
    await opened.engine.act(run, { kind: "moveOn", visit: "look#1", version: 2 }, "UANA");
    expect(currentVisit(await opened.engine.read(run))).toMatchObject({
      id: "look#2",
      state: "asking",
    });
  });

  it("leaves the worker at rest: its look waits, and goes on once the version is back", async () => {
    const before = await bench();
    const run = await toLook(before);
    let looks = 0;
    const probe = async () => {
      looks++;
      return { ...evidence("quiet"), facts: null };
    };
    const opened = await bench({ instead: before, flows: [next], probe });
    await opened.drain();
    expect(await opened.store.nextDue(opened.now())).toBeGreaterThan(opened.now());
    const mended = await bench({ instead: before, flows: [next], retired: [small], probe });
    mended.pass(300_000);
    await mended.drain();
    expect(looks).toBe(1);
    expect(currentVisit(await mended.engine.read(run)).state).toBe("deciding");
  });

  it("is reminded of like any other", async () => {
    const { opened, run } = await gone();
    opened.pass(3_600_000);
    await opened.drain();
    expect((await opened.engine.read(run)).log.at(-1)?.kind).toBe("reminded");
  });

  it("can only be stopped where no version is left at all", async () => {
    const before = await bench();
    const run = await toLook(before);
    const opened = await bench({ instead: before, flows: [] });
    const now = await opened.engine.read(run);
    expect(opened.engine.goneOf(now)).not.toHaveProperty("newest");
    expect((await opened.store.row(run))?.subject).toBe("arn:aws:shop");
    await opened.engine.act(run, { kind: "stop", reason: "Gone" }, "UANA");
    expect(await opened.store.row(run)).toMatchObject({
      status: "closed",
      subject: "arn:aws:shop",
    });
  });

  it("is repainted when the bot starts, though nothing happened", async () => {
    const { opened: before, run } = await gone();
    await before.drain();
    const painted: string[] = [];
    const show = async ({ id }: { readonly id: string }) => void painted.push(id);
    const opened = await bench({ instead: before, flows: [next], show });
    const { signal } = new AbortController();
    await repaintAtStart({ ...opened, clock: opened.now, log: silent, signal });
    await opened.drain();
    expect(painted).toEqual([run]);
    expect((await opened.engine.read(run)).log.at(-1)?.kind).toBe("chosen");
  });
});
