import { describe, expect, it } from "vitest";
import type { Act } from "../../../src/run/act.ts";
import { timeline } from "../../../src/run/timeline.ts";
import { evidence } from "../runs.ts";
import { act, day, hour, kinds, later, minute, stands, watched, watching } from "./watching.ts";

describe("people and a watch", () => {
  it("stop it: nothing looks any more, and the step is reminded of", async () => {
    const { opened, run, contexts } = await watching(["unclear"]);
    await act(opened, run, { kind: "unwatch", visit: "look#1" }, "UBEN");
    await later(opened, day);
    expect(contexts).toHaveLength(1);
    expect(await kinds(opened, run)).toContain("reminded");
  });

  it("have it look at once, but no more than once a minute", async () => {
    const { opened, run, contexts } = await watching(["unclear"]);
    await later(opened, minute);
    expect(contexts).toHaveLength(2);
    await act(opened, run, { kind: "hurry", visit: "look#1" });
    await act(opened, run, { kind: "hurry", visit: "look#1" }, "UBEN");
    await later(opened, minute - 1);
    expect(contexts).toHaveLength(2);
    await later(opened, 1);
    expect(contexts).toHaveLength(3);
  });

  it("let it go on for longer without a look in between", async () => {
    const { opened, run, contexts } = await watching(["unclear"]);
    await later(opened, minute);
    await act(opened, run, { kind: "watch", visit: "look#1" }, "UBEN");
    await opened.drain();
    expect(contexts).toHaveLength(2);
    expect((await stands(opened, run)).watch).toMatchObject({
      by: "UANA",
      until: opened.now() + 2 * day,
    });
  });

  it.each<Act>([
    { kind: "lookAgain", visit: "look#1" },
    { kind: "choose", visit: "look#1", choice: "deploy", reason: "It was one" },
    { kind: "skip", visit: "look#1", reason: "No time" },
    { kind: "back", visit: "look#1" },
  ])("end it by going on: $kind", async (going) => {
    const { opened, run, contexts } = await watching(["unclear"]);
    await act(opened, run, going);
    await opened.drain();
    const looks = contexts.filter((context) => context.watching).length;
    await later(opened, 2 * hour);
    expect(contexts.filter((context) => context.watching)).toHaveLength(looks);
  });

  it("leave it alone by parking the run, which is silent about it until it wakes", async () => {
    const { opened, run, contexts } = await watching(["unclear"]);
    await act(opened, run, { kind: "park", seconds: 3600, reason: "Lunch" });
    await later(opened, hour / 2);
    expect(contexts.length).toBeGreaterThan(1);
    await later(opened, hour / 2);
    expect(await kinds(opened, run)).toContain("unparked");
    expect((await stands(opened, run)).watch).toBeDefined();
  });

  it("try again what was given up", async () => {
    let broken = true;
    const { opened, run } = await watching([], {
      probe: async ({ watching }) => {
        if (watching && broken) throw new Error("A probe with a mistake");
        return { ...evidence(watching ? "quiet" : "unclear"), facts: null };
      },
    });
    for (let tries = 0; tries < 10; tries++) await later(opened, minute);
    expect(await kinds(opened, run)).toContain("gaveUp");
    broken = false;
    await act(opened, run, { kind: "retry" });
    await opened.drain();
    expect(await stands(opened, run)).toMatchObject({ evidence: { finding: "quiet" } });
  });

  it("are refused it where there is nothing to watch", async () => {
    const { opened, run } = await watching(["quiet"]);
    await later(opened, minute);
    for (const kind of ["watch", "unwatch", "hurry"] as const)
      await expect(act(opened, run, { kind, visit: "look#1" })).rejects.toMatchObject({
        code: "bad-input",
      });
    const start = await opened.start();
    await expect(act(opened, start, { kind: "watch", visit: "ask#1" })).rejects.toMatchObject({
      code: "not-found",
    });
    await act(opened, run, { kind: "lookAgain", visit: "look#1" });
    await expect(act(opened, run, { kind: "watch", visit: "look#1" })).rejects.toMatchObject({
      code: "stale",
    });
  });

  it("read of it in the timeline", async () => {
    const { opened, run } = await watching(["unclear"]);
    await act(opened, run, { kind: "hurry", visit: "look#1" });
    await act(opened, run, { kind: "unwatch", visit: "look#1" });
    const lines = timeline(watched, await opened.engine.read(run)).map(({ says }) =>
      says.map((word) => (typeof word === "string" ? word : "·")).join(""),
    );
    expect(lines.slice(-3)).toEqual([
      "· had Handrail watch “Look” until ·.",
      "· asked the watch of “Look” for a look at once.",
      "· ended the watch of “Look”.",
    ]);
  });
});
