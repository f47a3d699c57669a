import { describe, expect, it } from "vitest";
import { timeline } from "../../src/run/timeline.ts";
import { small } from "../language/flows.ts";
import { bench } from "./parts.ts";

const elsewhere = { team: "T1", channel: "C2" };

describe("a run that lives elsewhere from now on", () => {
  it("goes on at its step, and its messages are to be posted anew", async () => {
    const { engine, store, start, drain } = await bench();
    const run = await start();
    await drain();
    await store.messages.put(run, { key: "card", ts: "111.222", hash: "h", generation: 1 });
    const before = await engine.read(run);
    await engine.act(run, { kind: "rehome", to: elsewhere, anew: true }, "UBEA");
    const after = await engine.read(run);
    expect(after.place).toEqual(elsewhere);
    expect(after.visits).toEqual(before.visits);
    expect(await engine.rows({ channel: "C2", limit: 9 })).toMatchObject([{ id: run }]);
    expect(await store.messages.all(run)).toMatchObject([{ ts: "", generation: 2 }]);
    expect(timeline(small, after).at(-1)?.says).toEqual([
      { person: "UBEA" },
      " took the run to another place",
      ".",
    ]);
    await store.close();
  });

  it("keeps its messages where only the channel's id is another", async () => {
    const { engine, store, start } = await bench();
    const run = await start();
    const card = { key: "card", ts: "111.222", hash: "h", generation: 1 };
    await store.messages.put(run, card);
    await engine.act(run, { kind: "rehome", to: elsewhere, anew: false }, "handrail");
    expect(await store.messages.all(run)).toEqual([card]);
    expect((await engine.read(run)).people).not.toContain("handrail");
    await store.close();
  });

  it("cannot move to where it lives, but can move once it is closed", async () => {
    const { engine, store, start } = await bench();
    const run = await start();
    const { place } = await engine.read(run);
    const here = { kind: "rehome", to: place, anew: true } as const;
    await expect(engine.act(run, here, "UBEA")).rejects.toThrow("lives here already");
    await engine.act(run, { kind: "stop", reason: "over" }, "UBEA");
    await engine.act(run, { kind: "rehome", to: elsewhere, anew: true }, "UBEA");
    expect((await engine.read(run)).place).toEqual(elsewhere);
    await store.close();
  });
});
