import { describe, expect, it } from "vitest";
import type { LogCause } from "../../../src/alb/gaps/causes.ts";
import { logsFinding } from "../../../src/alb/gaps/finding.ts";
import type { LogJudgement } from "../../../src/alb/gaps/log-verdict.ts";

const minute = 60_000;

const judged = (cause: LogCause, more: Partial<LogJudgement> = {}): LogJudgement => ({
  verdict: "other-cause",
  strength: "likely",
  says: "What the logs say.",
  failures: 100,
  causes: [{ cause, count: 100, share: 1 }],
  families: [],
  bursts: { dispersion: 1, bursts: [], inBursts: 0 },
  urls: [],
  agreement: null,
  next: [],
  ...more,
});

const inBursts = {
  bursts: {
    dispersion: 9,
    bursts: [
      { from: 10 * minute, to: 12 * minute, failures: 60 },
      { from: 40 * minute, to: 41 * minute, failures: 30 },
    ],
    inBursts: 0.9,
  },
};
const family = (verdict: "too-few" | "none") => ({
  group: "web",
  shape: "race-shaped" as const,
  before: 3,
  result: { verdict, timeout: null, hits: 0, failures: 3, expected: 0, chance: 1, says: "" },
});

it.each([
  ["killed", "killed-mid-request"],
  ["connect-refused", "connect-refused"],
  ["tls", "tls"],
  ["bad-response", "bad-response"],
  ["target-error", "target-error"],
  ["lambda", "target-error"],
  ["no-target", "unclear"],
] as const)("takes %s as the largest cause for %s", (cause, finding) => {
  expect(logsFinding(judged(cause), 1_000, [])).toMatchObject({ finding, strength: "likely" });
});

it("keeps the race shown whatever else there is", () => {
  const mixed = judged("killed", { verdict: "mixed", strength: "shown", ...inBursts });
  expect(logsFinding(mixed, 1_000, [11 * minute])).toMatchObject({
    finding: "mixed",
    strength: "shown",
  });
});

describe("bursts", () => {
  const killed = judged("killed", inBursts);

  it("are a deploy where targets come and go with them", () => {
    const found = logsFinding(killed, 1_000, [11 * minute, 39 * minute]);
    expect(found).toMatchObject({ finding: "deploy", strength: "likely" });
    expect(found.says).toContain("90 % of them in 2 bursts while targets came and went");
  });

  it("are none where targets stay, or change at other times", () => {
    expect(logsFinding(killed, 1_000, []).finding).toBe("killed-mid-request");
    expect(logsFinding(killed, 1_000, [100 * minute]).finding).toBe("killed-mid-request");
  });

  it("of the application's own errors stay its own", () => {
    const own = judged("target-error", inBursts);
    expect(logsFinding(own, 1_000, [11 * minute]).finding).toBe("target-error");
  });
});

it("tells too few from unclear", () => {
  const unclear = { verdict: "unclear", strength: "possible" } as const;
  const few = judged("unexplained", { ...unclear, families: [family("too-few")] });
  expect(logsFinding(few, 1_000, [])).toMatchObject({ finding: "too-few" });
  expect(logsFinding(few, 1_000, [])).not.toHaveProperty("strength");
  const many = judged("unexplained", { ...unclear, families: [family("none")] });
  expect(logsFinding(many, 1_000, [])).toMatchObject({ finding: "unclear" });
  expect(logsFinding(many, 1_000, [])).not.toHaveProperty("strength");
  expect(logsFinding(judged("killed", { verdict: "none", causes: [] }), 9, []).finding).toBe(
    "too-few",
  );
});
