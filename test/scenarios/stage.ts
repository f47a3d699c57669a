import { expect } from "vitest";
import type { Scenario } from "../../lab/scenarios/scenario.ts";
import type { Walked } from "./walk.ts";

/** What a good walk is held against: for each stride, whether its step found what it should. */
export const expectWalk = ({ truth }: Scenario, { run, found }: Walked): void => {
  const wrong = truth.walk.flatMap(({ step, choice, finds = choice, also = [] }, place) => {
    const seen = found[place];
    return seen === undefined || [finds, ...also].includes(seen ?? "")
      ? []
      : [`${step} found ${seen}, not ${finds}`];
  });
  expect(wrong).toEqual([]);
  expect(run.ending?.end).toBe(truth.end);
};
