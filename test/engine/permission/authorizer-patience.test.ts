import { describe, expect, it } from "vitest";
import type { Directory } from "../../../src/engine/permission-facts.ts";
import { eventually } from "../../eventually.ts";
import { behind, slack } from "./authorizer-parts.ts";

const note = { kind: "note", text: "x" } as const;

describe("Slack's silence", () => {
  const never = () => new Promise<never>(() => {});
  it.each([
    ["hangs", { person: never }],
    ["hangs about members", { membership: never }],
    ["fails", { membership: async () => Promise.reject(new Error("internal_error")) }],
  ])("is waited for only so long and is no yes when it %s", async (_how, more) => {
    let isSilent = false;
    const usual = slack(false);
    const silent = slack(false, more);
    const now = () => (isSilent ? silent : usual);
    const { engine, start, refused } = await behind({
      ...usual,
      person: (id) => now().person(id),
      membership: (id, channel) => now().membership(id, channel),
    });
    const run = await start();
    isSilent = true;
    await expect(engine.act(run, note, "UANA")).rejects.toMatchObject({ code: "not-checked" });
    expect((await engine.read(run)).notes).toEqual([]);
    expect(refused).toMatchObject([{ person: "UANA", deed: "note", rule: "unchecked", run }]);
  });

  it("ends with the request's own time", async () => {
    const { engine, start } = await behind(slack(true));
    await start();
    const silent = await behind(slack(true, { membership: never }), {}, 60_000);
    const asking = { person: "UANA", deed: "note", place: { team: "T1", channel: "C1" } } as const;
    const signal = AbortSignal.abort();
    const permit = await silent.authorizer.ask(asking, signal);
    expect(() => permit()).toThrow("try again");
    const rows = await engine.rows({ limit: 9 });
    expect(await silent.authorizer.among("UANA", "list", rows, signal)).toMatchObject({
      isUnsure: true,
    });
  });

  it("is waited for as long as the request has time, also where a first answer takes long", async () => {
    const answer = Promise.withResolvers<"in">();
    const usual = slack(true);
    let isCold = false;
    let asked = 0;
    const membership: Directory["membership"] = (...of) => {
      if (!isCold) return usual.membership(...of);
      asked += 1;
      return answer.promise;
    };
    const { engine, start } = await behind({ ...usual, membership }, {}, 0);
    const run = await start();
    isCold = true;
    const { signal } = new AbortController();
    const noted = engine.act(run, note, "UANA", { id: "d1", signal });
    const seen = engine.see(run, "status", "UANA", signal);
    const listed = engine
      .rows({ limit: 9 })
      .then((rows) => engine.visible(rows, "list", "UANA", signal));
    const checked = engine.check(run, "form", "UANA", { signal });
    await eventually(() => expect(asked).toBe(4));
    // Every patience that is counted in milliseconds is over.
    await new Promise((resolve) => setTimeout(resolve, 5));
    answer.resolve("in");
    expect((await noted).run.notes).toHaveLength(1);
    expect((await seen).id).toBe(run);
    expect(await listed).toHaveLength(1);
    expect((await checked).channel).toBe("C1");
  });
});
