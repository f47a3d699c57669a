import { describe, expect, it } from "vitest";
import { createAuthorizer, type Refused } from "../../src/engine/authorizer.ts";
import type { Directory } from "../../src/engine/permission-facts.ts";
import { usualRules } from "../../src/run/permission/rules.ts";
import { bench } from "./parts.ts";

/** A member of every channel, before a Slack that says of channels what `channel` says. */
async function behind(channel: Directory["channel"]) {
  const refused: Refused[] = [];
  const directory: Directory = {
    person: async () => ({ isOfTeam: true, isGuest: false, isBot: false, isDeactivated: false }),
    membership: async () => "in",
    channel,
    inGroup: async () => false,
  };
  const audit = { allowed: () => {}, refused: (one: Refused) => void refused.push(one) };
  const authorizer = createAuthorizer({ directory, audit, rules: usualRules, patienceMs: 20 });
  return { refused, ...(await bench({ authorizer })) };
}

describe("a channel of which Slack does not say whether others read it", () => {
  it.each([
    ["hangs", () => new Promise<never>(() => {})],
    ["fails", async () => Promise.reject(new Error("internal_error"))],
    ["does not know", async () => "unknown" as const],
  ])("is given no run, where Slack %s", async (_how, channel) => {
    const { engine, start, refused } = await behind(channel);
    await expect(start()).rejects.toMatchObject({ code: "not-checked" });
    await expect(start()).rejects.toThrow(/shared with another organisation.*nothing was recorded/);
    expect(await engine.rows({ limit: 9 })).toEqual([]);
    expect(refused[0]).toMatchObject({ deed: "start", rule: "unknownChannel" });
    // What is only asked beforehand is asked again.
    await engine.mayStart("UANA", { team: "T1", channel: "C1" });
  });

  it("is no hindrance to who works on a run that lives there already", async () => {
    let isSilent = false;
    const channel = async () =>
      isSilent ? ("unknown" as const) : { isPrivate: false, isShared: false };
    const { engine, start } = await behind(channel);
    const run = await start();
    isSilent = true;
    await engine.act(run, { kind: "note", text: "seen" }, "UANA");
    expect((await engine.read(run)).notes).toHaveLength(1);
    const to = { team: "T1", channel: "C2" };
    const going = engine.act(run, { kind: "rehome", to, anew: true }, "UANA");
    await expect(going).rejects.toMatchObject({ code: "not-checked" });
  });
});
