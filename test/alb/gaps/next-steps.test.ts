import { describe, expect, it } from "vitest";
import type { TestedFamily } from "../../../src/alb/gaps/causes.ts";
import { nextSteps } from "../../../src/alb/gaps/next-steps.ts";

const family = (verdict: "shown" | "too-few", group = "web"): TestedFamily => ({
  group,
  shape: "race-shaped",
  before: 3,
  result: { verdict, timeout: null, hits: 0, failures: 3, expected: 0, chance: 1, says: "" },
});

const tooFew = /too few 502s for the gap test/;

describe("what to do next", () => {
  it("is to read a longer time where there are too few failures", () => {
    expect(nextSteps("unclear", [], [family("too-few")]).join()).toMatch(tooFew);
  });

  it("is not to read a longer time where the same target group has shown the race", () => {
    const steps = nextSteps("keepalive-race", [], [family("shown"), family("too-few")]);
    expect(steps.join()).not.toMatch(tooFew);
    expect(steps).toHaveLength(1);
  });

  it("is to tell a Lambda function's timeout from its failure elsewhere, for access logs do not", () => {
    const lambda = { cause: "lambda", count: 10, share: 0.9 } as const;
    expect(nextSteps("unclear", [lambda], []).join()).toMatch(
      /Task timed out.*access logs do not tell/,
    );
  });

  it("still says so of another target group", () => {
    const steps = nextSteps("keepalive-race", [], [family("shown"), family("too-few", "api")]);
    expect(steps.join()).toContain("target group api has too few 502s");
  });
});
