import { describe, expect, it } from "vitest";
import type { Claim, Progress } from "../../../src/engine/ports.ts";
import { createProgressReporter } from "../../../src/engine/worker/progress.ts";
import { silent } from "../parts.ts";

const claim: Claim = {
  ...{ run: "r1", key: "probe look#1", effect: { kind: "probe", visit: "look#1" }, due: 0 },
  ...{ lease: "l1", attempts: 0, wanted: 1 },
};

/** What is told of these words, each with its time in seconds and its share. */
function told(...words: readonly (readonly [seconds: number, share: number, left?: number])[]) {
  const kept: Progress[] = [];
  let now = 0;
  const store = { setProgress: async (_: Claim, one: Progress) => void kept.push(one) };
  const report = createProgressReporter(
    { store, clock: () => now, log: silent, wake: () => {} },
    claim,
  );
  for (const [seconds, share, secondsLeft] of words) {
    now = seconds * 1_000;
    report({ says: "So far", share, ...(secondsLeft === undefined ? {} : { secondsLeft }) });
  }
  return kept.map(({ secondsLeft }) => secondsLeft);
}

describe("how far a look has come", () => {
  it("is told at once, and then at most once each three seconds", () => {
    expect(told([0, 0], [1, 0.1], [2, 0.2], [3, 0.3], [4, 0.4])).toHaveLength(2);
  });

  it("comes with the time left at the rate so far, once a rate can be told", () => {
    expect(told([0, 0], [1, 0.1], [4, 0.4])).toEqual([undefined, 6]);
    expect(told([0, 0.5], [4, 0.5], [8, 0.5])).toEqual([undefined, undefined, undefined]);
    expect(told([0, 0], [1, 0.5], [4, 1])).toEqual([undefined, undefined]);
  });

  it("comes with what a probe knows better", () => {
    expect(told([0, 0], [1, 0.1], [4, 0.4, 99])).toEqual([undefined, 99]);
  });
});
