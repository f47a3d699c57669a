import { expect, it } from "vitest";
import { withDeadline } from "../../../src/engine/look-in-time.ts";
import type { ProbeContext, Progress } from "../../../src/engine/ports.ts";

it("tells with each word of a look, from the first, when it is ended at the latest", () => {
  const told: Progress[] = [];
  let now = 1_000_000;
  const context = {
    now: () => now,
    report: told.push.bind(told),
    signal: new AbortController().signal,
  };
  const { report } = withDeadline(context as unknown as ProbeContext, 300);
  report({ says: "Searching", share: 0 });
  now += 120_400;
  report({ says: "Searching", share: 0.5, secondsLeft: 60 });
  now += 900_000;
  report({ says: "Searching", share: null });
  expect(told.map(({ secondsAtMost }) => secondsAtMost)).toEqual([300, 180, 1]);
  expect(told[1]?.secondsLeft).toBe(60);
});
