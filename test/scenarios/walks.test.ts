import { describe, expect, it } from "vitest";
import { scenarios } from "../../lab/scenarios/index.ts";
import { walk } from "./stage.ts";

describe("a good walk with the real probes and the real rules", () => {
  it.each(scenarios.map((scenario) => ({ name: scenario.name, scenario })))(
    "through $name finds what it should, and comes to the right end",
    { timeout: 30_000 },
    async ({ scenario: { truth, ...scenario } }) => {
      const { run, found } = await walk({ truth, ...scenario }, 1);
      const expected = truth.walk.map(({ step, choice, finds = choice }, place) =>
        found[place] === undefined ? step : `${step}: ${finds}`,
      );
      const seen = truth.walk.map(({ step }, place) =>
        found[place] === undefined ? step : `${step}: ${found[place]}`,
      );
      expect(seen).toEqual(expected);
      expect(run.ending?.end).toBe(truth.end);
    },
  );
});
