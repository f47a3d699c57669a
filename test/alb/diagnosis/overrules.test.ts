import { describe, expect, test } from "vitest";
import { type Words, weigh } from "../../../src/alb/diagnosis/overrules.ts";

const words = (more: Partial<Words> = {}) =>
  weigh({ metrics: "keepalive-race", logs: null, changes: false, links: [], ...more });

describe("what outweighs what", () => {
  test("access logs that name a cause take back what metrics suspect", () => {
    const logs = { finding: "killed-mid-request", strength: "likely" } as const;
    expect(words({ logs, links: ["too-short"] })).toMatchObject({
      cause: "killed-mid-request",
      takenBack: true,
    });
    expect(words({ logs, links: ["too-short"] }).link).toBeUndefined();
  });

  test("access logs that do not tell leave the metrics' word", () => {
    expect(words({ logs: { finding: "unclear" } })).toMatchObject({
      cause: "keepalive-race",
      takenBack: false,
    });
  });

  test("a race behind a proxy is the targets' own error in the logs", () => {
    const logs = { finding: "target-error", strength: "likely" } as const;
    expect(
      words({ metrics: "inner-hop-race", logs, links: ["long-enough", "too-short"] }),
    ).toMatchObject({ cause: "inner-hop-race", takenBack: false, link: "likely" });
  });

  test("a race that the gap test shows outweighs changes, and one that metrics suspect does not", () => {
    const logs = { finding: "mixed", strength: "shown" } as const;
    expect(words({ logs, changes: true, links: ["tie"] })).toMatchObject({
      cause: "keepalive-race",
      changes: false,
      link: "shown",
    });
    expect(words({ changes: true, links: ["tie"] }).link).toBeUndefined();
  });

  test("a contradiction is said as one", () => {
    const logs = { finding: "keepalive-race", strength: "shown" } as const;
    expect(words({ logs, links: ["long-enough"] }).contradictions.join()).toContain(
      "yet the timeouts are in the right order",
    );
    expect(words({ links: ["no-reuse"], changes: true }).contradictions).toHaveLength(2);
    expect(words({ links: ["too-short"] }).contradictions).toEqual([]);
  });
});
