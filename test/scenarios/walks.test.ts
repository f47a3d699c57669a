import { describe, expect, it } from "vitest";
import { scenarios } from "../../lab/scenarios/index.ts";
import { readsLogs } from "./logged.ts";
import { expectWalk } from "./stage.ts";
import { walk } from "./walk.ts";

/** Reading access logs is most of the work of a walk: two that do stand for the others, which test/e2e walks. */
const logged = ["keepalive-race", "wrong-suspicion"];
const walked = scenarios.filter((one) => !readsLogs(one) || logged.includes(one.name));

describe("a good walk with the real probes and the real rules", () => {
  it.each(walked.map((scenario) => ({ name: scenario.name, scenario })))(
    "through $name finds what it should, and comes to the right end",
    async ({ scenario }) => {
      expect.hasAssertions();
      expectWalk(scenario, await walk(scenario, 1));
    },
  );
});
