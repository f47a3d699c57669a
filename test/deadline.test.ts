import { getEventListeners } from "node:events";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { limitSignal, raceDeadline, startDeadline } from "../src/deadline.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const after = <Value>(ms: number, value: Value): Promise<Value> =>
  new Promise((resolve) => setTimeout(resolve, ms, value));

it("answers what comes first, and leaves neither timer nor listener behind", async () => {
  const times = { takes: fc.nat(50), ms: fc.integer({ min: 1, max: 50 }), abortedAt: fc.nat(50) };
  await fc.assert(
    fc.asyncProperty(fc.record(times), fc.boolean(), async ({ takes, ms, abortedAt }, waits) => {
      const ending = new AbortController();
      const { signal } = ending;
      const until = waits ? { ms, signal } : { ms };
      const answer = raceDeadline(until, after(takes, "done"), () => "late");
      setTimeout(() => ending.abort(), abortedAt);
      await vi.advanceTimersByTimeAsync(200);
      const ends = waits ? abortedAt + ms : ms;
      if (takes !== ends) expect(await answer).toBe(takes < ends ? "done" : "late");
      expect(vi.getTimerCount()).toBe(0);
      expect(getEventListeners(signal, "abort")).toEqual([]);
    }),
  );
});

it("lets several share one deadline, and leaves neither timer nor listener behind", async () => {
  const ending = new AbortController();
  const { signal } = ending;
  {
    using deadline = startDeadline({ ms: 20, signal });
    const both = [10, 30].map((ms) => deadline(after(ms, "done"), () => "late"));
    const answers = Promise.all(both);
    await vi.advanceTimersByTimeAsync(20);
    expect(await answers).toEqual(["done", "late"]);
  }
  await vi.advanceTimersByTimeAsync(10);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, "abort")).toEqual([]);
  ending.abort();
  using over = startDeadline({ ms: 20, signal });
  expect(await over(new Promise(() => {}), () => "late")).toBe("late");
});

it("lets several share the end of a signal alone", async () => {
  const ending = new AbortController();
  using deadline = startDeadline({ signal: ending.signal });
  const answers = Promise.all([10, 90].map((ms) => deadline(after(ms, "done"), () => "late")));
  await vi.advanceTimersByTimeAsync(50);
  ending.abort();
  expect(await answers).toEqual(["done", "late"]);
});

it("is late at once where its signal aborted before", async () => {
  const never = new Promise(() => {});
  expect(await raceDeadline({ signal: AbortSignal.abort() }, never, () => "late")).toBe("late");
});

it("rejects as the work does, and as whoever answers for late work", async () => {
  await expect(raceDeadline({ ms: 5 }, Promise.reject(new Error("no")), () => 1)).rejects.toThrow(
    "no",
  );
  const late = raceDeadline({ signal: AbortSignal.abort() }, new Promise(() => {}), () => {
    throw new Error("too late");
  });
  await expect(late).rejects.toThrow("too late");
});

it("leaves late work that fails unheard", async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  expect(await raceDeadline({ signal: AbortSignal.abort() }, promise, () => "late")).toBe("late");
  reject(new Error("Nobody waits for it."));
});

it("limits a signal, which still aborts by itself", () => {
  const ending = new AbortController();
  const signal = limitSignal(ending.signal, 60_000);
  expect(signal.aborted).toBe(false);
  ending.abort("enough");
  expect(signal.reason).toBe("enough");
});
