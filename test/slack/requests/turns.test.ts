import { describe, expect, it } from "vitest";
import { createShares, inTurn } from "../../../src/slack/requests/turns.ts";

/** Work that is under way until it is let go. */
function held() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (key: string) => {
    begun.push(key);
    return new Promise<void>((end) => ends.push(end));
  };
  return { begun, work, end: async () => void (await ends.shift()?.()) };
}

describe("shares", () => {
  it("leave nobody more than theirs, and each theirs", async () => {
    const { work, end } = held();
    const share = createShares(2);
    const mine = [1, 2, 3].map(() => share("ada", () => work("ada")));
    expect(mine[2]).toBeUndefined();
    expect(share("grace", () => work("grace"))).toBeDefined();
    await end();
    await mine[0];
    expect(share("ada", () => work("ada"))).toBeDefined();
  });

  it("are given back by work that fails", async () => {
    const share = createShares(1);
    await expect(share("ada", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(share("ada", async () => {})).toBeDefined();
  });
});

describe("work in turn", () => {
  it("is done once for all who ask while it is still to begin", async () => {
    const { begun, work, end } = held();
    const ask = inTurn(work, 4);
    const asked = Array.from({ length: 1_500 }, () => ask("ada"));
    expect(begun).toEqual(["ada"]);
    await end();
    await asked[0];
    expect(begun).toEqual(["ada", "ada"]);
    await end();
    await Promise.all(asked);
    expect(begun).toHaveLength(2);
  });

  it("is done for a few at a time, and nobody waits for who asks again and again", async () => {
    const { begun, work, end } = held();
    const ask = inTurn(work, 2);
    void ask("ada");
    for (const key of ["ada", "bo", "cy", "ada"]) void ask(key);
    expect(begun).toEqual(["ada", "bo"]);
    await end();
    await expect.poll(() => begun).toEqual(["ada", "bo", "ada"]);
    await end();
    await expect.poll(() => begun).toEqual(["ada", "bo", "ada", "cy"]);
  });

  it("goes on after work that fails, and tells whoever asked", async () => {
    const ask = inTurn(async (key) => {
      if (key === "ada") throw new Error("no");
    }, 1);
    const [one, other] = [ask("ada"), ask("bo")];
    await expect(one).rejects.toThrow("no");
    await other;
  });
});
