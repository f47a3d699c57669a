import fc from "fast-check";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createShares, waitForTurn } from "../../src/engine/turns.ts";

const late = () => new Error("late");
const overdue = () => new Error("overdue");
const places = (most: number) => ({ most, longestMs: 30_000, overdue });

afterEach(() => void vi.useRealTimers());

/** Work that is under way until it is let go, at the end of its test at the latest. */
function held() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (key: string) => {
    begun.push(key);
    return new Promise<void>((end) => ends.push(end));
  };
  onTestFinished(async () => {
    for (; ends.length > 0; await new Promise(setImmediate)) ends.shift()?.();
  });
  return { begun, work, end: async () => void (await ends.shift()?.()) };
}

describe("shares", () => {
  it("leave nobody more than theirs, and each theirs; what is more is done in turn", async () => {
    const { begun, work, end } = held();
    const share = createShares(places(2), late);
    const mine = [1, 2, 3, 4].map((nth) => share("ada", () => work(`ada ${nth}`)));
    void share("grace", () => work("grace"));
    expect(begun).toEqual(["ada 1", "ada 2", "grace"]);
    await end();
    await mine[0];
    await expect.poll(() => begun).toEqual(["ada 1", "ada 2", "grace", "ada 3"]);
  });

  it("are never more than theirs, and lose nothing, however work comes, fails and ends", async () => {
    const steps = fc.array(fc.constantFrom("ask", "fail", "end"), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { begun, work, end } = held();
        const share = createShares(places(3), late);
        let [underWay, done] = [0, 0];
        const one = async (how: string) => {
          underWay += 1;
          expect(underWay).toBeLessThanOrEqual(3);
          await work(how);
          underWay -= 1;
          done += 1;
          if (how === "fail") throw new Error("no");
        };
        const asked = all.map(async (step) =>
          step === "end" ? end() : share("ada", () => one(step)).catch(() => {}),
        );
        for (let left = all.length; left > 0; left -= 1) {
          await end();
          await new Promise(setImmediate);
        }
        await Promise.all(asked);
        expect(done).toBe(all.filter((step) => step !== "end").length);
        expect(begun).toHaveLength(done);
      }),
      { numRuns: 30 },
    );
  });

  it("are refused to whoever's time ends before their turn, and to nobody else", async () => {
    const { begun, work, end } = held();
    const share = createShares(places(1), late);
    const first = share("ada", () => work("first"));
    const impatient = new AbortController();
    const second = share("ada", () => work("second"), impatient.signal);
    const third = share("ada", () => work("third"), AbortSignal.abort());
    const last = share("ada", () => work("last"));
    impatient.abort();
    await expect(second).rejects.toThrow("late");
    await expect(third).rejects.toThrow("late");
    await end();
    await first;
    await expect.poll(() => begun).toEqual(["first", "last"]);
    await end();
    await last;
  });

  it("are refused to whoever's time is over before they ask, also where a place is free", async () => {
    const { begun, work, end } = held();
    const share = createShares(places(1), late);
    await expect(share("ada", () => work("late"), AbortSignal.abort())).rejects.toThrow("late");
    const first = share("ada", () => work("first"));
    await end();
    await first;
    expect(begun).toEqual(["first"]);
  });

  it("are not kept by work that hangs, and whoever asked for that is told", async () => {
    vi.useFakeTimers();
    const { begun, work } = held();
    const share = createShares(places(1), late);
    const hanging = expect(share("ada", () => work("hangs"))).rejects.toThrow("overdue");
    const next = share("ada", async () => "done");
    await vi.advanceTimersByTimeAsync(30_000);
    await hanging;
    expect(await next).toBe("done");
    expect(begun).toEqual(["hangs"]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("work in turn", () => {
  it("is done once for all who ask while it is still to begin", async () => {
    const { begun, work, end } = held();
    const ask = waitForTurn(work, places(4));
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
    const ask = waitForTurn(work, places(2));
    void ask("ada");
    for (const key of ["ada", "bo", "cy", "ada"]) void ask(key);
    expect(begun).toEqual(["ada", "bo"]);
    await end();
    await expect.poll(() => begun).toEqual(["ada", "bo", "ada"]);
    await end();
    await expect.poll(() => begun).toEqual(["ada", "bo", "ada", "cy"]);
  });

  it("goes on after work that fails, and tells whoever asked", async () => {
    const ask = waitForTurn(async (key) => {
      if (key === "ada") throw new Error("no");
    }, places(1));
    const [one, other] = [ask("ada"), ask("bo")];
    await expect(one).rejects.toThrow("no");
    await other;
  });

  it("is not kept from others by work that hangs, nor from who asked for that", async () => {
    vi.useFakeTimers();
    const { begun, work, end } = held();
    const ask = waitForTurn(work, places(2));
    const hanging = ["ada", "bo"].map((key) => expect(ask(key)).rejects.toThrow("overdue"));
    const [others, again] = [ask("cy"), ask("ada")];
    await vi.advanceTimersByTimeAsync(30_000);
    await Promise.all(hanging);
    expect(begun).toEqual(["ada", "bo", "cy", "ada"]);
    for (let left = 4; left > 0; left -= 1) await end();
    await Promise.all([others, again]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
