import { describe, expect, it } from "vitest";
import { scenarios } from "../../lab/scenarios/index.ts";
import { readsLogs } from "../scenarios/logged.ts";
import { expectWalk } from "../scenarios/stage.ts";
import { walk } from "../scenarios/walk.ts";

describe("a good walk that reads access logs", () => {
  it.each(scenarios.filter(readsLogs).map((scenario) => ({ name: scenario.name, scenario })))(
    "through $name finds what it should, and comes to the right end",
    async ({ scenario }) => {
      expect.hasAssertions();
      expectWalk(scenario, await walk(scenario, 1));
    },
  );
});
