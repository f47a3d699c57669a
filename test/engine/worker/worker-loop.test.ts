import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Lane } from "../../../src/engine/ports.ts";
import type { Work } from "../../../src/engine/worker/worker.ts";
import { createLoop } from "../../../src/engine/worker/worker-loop.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const log = { info: () => {}, warn: () => {}, error: () => {} };

/** A loop over work that is always due, whose looks end when they are told to and whose repaints end as `showing` does. */
function busy(showing: () => Promise<void>) {
  const asked: string[] = [];
  const ends: (() => void)[] = [];
  const look = () => new Promise<void>((resolve) => void ends.push(resolve));
  let repaints = 0;
  const take = async (lane?: Lane): Promise<Work | undefined> => {
    asked.push(lane ?? "any");
    if (lane !== "show") return Object.assign(look, { lane: "work" } as const);
    if (repaints === 0) return undefined;
    repaints -= 1;
    return Object.assign(showing, { lane: "show" } as const);
  };
  const nextDue = async (_: number, lane?: Lane) => {
    asked.push(`next ${lane ?? "any"}`);
    return lane === "show" && repaints === 0 ? undefined : 0;
  };
  const loop = createLoop({ take }, { nextDue }, Date.now, log);
  return {
    ...{ asked, ends },
    repaint: (times: number) => {
      repaints += times;
      loop.wake();
    },
  };
}

it("repaints while as many looks are out as there may be, and looks again when one of them ends", async () => {
  const showing = vi.fn(async () => {});
  const { repaint, ends } = busy(showing);
  await vi.advanceTimersByTimeAsync(100);
  expect(ends).toHaveLength(16);
  repaint(3);
  await vi.advanceTimersByTimeAsync(100);
  expect(showing).toHaveBeenCalledTimes(3);
  expect(ends).toHaveLength(16);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(100);
  expect(ends).toHaveLength(17);
});

it("does not ask the store over and over for what there is no room for", async () => {
  const { asked, repaint } = busy(() => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(100);
  repaint(20);
  await vi.advanceTimersByTimeAsync(100);
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(asked.length - before).toBeLessThanOrEqual(2);
});

it("leaves a burst of clicks alone until it is over, but for no longer than a moment", async () => {
  let claims = 0;
  const take = async () => {
    claims += 1;
    return undefined;
  };
  const loop = createLoop({ take }, { nextDue: async () => undefined }, Date.now, log);
  await vi.advanceTimersByTimeAsync(100);
  claims = 0;
  for (let nth = 0; nth < 3; nth += 1) {
    loop.wake();
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(claims).toBe(0);
  await vi.advanceTimersByTimeAsync(20);
  expect(claims).toBe(1);
  for (let ms = 0; ms < 1_200; ms += 5) {
    loop.wake();
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(claims).toBeGreaterThanOrEqual(3);
  expect(claims).toBeLessThanOrEqual(4);
});

it("does not work through a burst because something that it did ended", async () => {
  let claims = 0;
  const take = async () => {
    claims += 1;
    return claims === 2 ? Object.assign(async () => {}, { lane: "show" } as const) : undefined;
  };
  const loop = createLoop({ take }, { nextDue: async () => undefined }, Date.now, log);
  await vi.advanceTimersByTimeAsync(100);
  loop.wake();
  await vi.advanceTimersByTimeAsync(10);
  loop.wake();
  await vi.advanceTimersByTimeAsync(5);
  const before = claims;
  for (let ms = 0; ms < 300; ms += 5) {
    loop.wake();
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(claims).toBe(before);
  await vi.advanceTimersByTimeAsync(20);
  expect(claims).toBeGreaterThan(before);
});
