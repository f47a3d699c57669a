import { expect, test } from "vitest";
import {
  causesWithLogs,
  type LogsSaid,
} from "../../../../src/alb/diagnosis/causes/causes-by-logs.ts";
import { ruleOnCauses } from "../../../../src/alb/diagnosis/causes/rule-on-causes.ts";
import { computeSigns } from "../../../../src/alb/diagnosis/pattern/signs.ts";
import { observe, trickle } from "../../pattern-cases.ts";

const observation = observe(trickle());
const byMetrics = ruleOnCauses(computeSigns(observation), "keepalive-race", observation);
const said = (shares: LogsSaid["shares"], excludesRace = true) => {
  const failures = shares.reduce((sum, { count }) => sum + count, 0);
  const all = causesWithLogs(byMetrics, { shares, failures, excludesRace });
  return (name: string) => all.find(({ cause }) => cause === name);
};

test("a cause that the logs name is in, with its share and the logs as its source", () => {
  const cause = said([
    { cause: "killed", count: 9, share: 0.9 },
    { cause: "bad-response", count: 1, share: 0.1 },
  ])("closed-mid-request");
  expect(cause).toMatchObject({ state: "in", value: "9 of 10 502s (90 %)", source: "access logs" });
});

test("the race is out where the gap test shows none, and in where it does", () => {
  expect(said([{ cause: "killed", count: 9, share: 1 }])("idle-race")?.state).toBe("out");
  const race = said([{ cause: "keepalive-race", count: 9, share: 1 }], false)("idle-race");
  expect(race).toMatchObject({ state: "in", source: "access logs" });
});

test("what the logs cannot tell apart stays as the metrics left it", () => {
  const untold = said([{ cause: "unexplained", count: 9, share: 1 }]);
  expect(untold("closed-mid-request")?.state).toBe("open");
  expect(untold("idle-closed-otherwise")?.state).toBe("open");
});

test("a Lambda function's failures are told apart as far as their error reason tells", () => {
  const body = said([{ cause: "lambda-body", count: 9, share: 1 }]);
  expect(body("lambda-body")?.state).toBe("in");
  expect(body("lambda-error")?.state).toBe("out");
  expect(body("lambda-timeout")?.state).toBe("out");
  const failed = said([{ cause: "lambda", count: 9, share: 1 }]);
  expect(failed("lambda-error")?.state).toBe("in");
  expect(failed("lambda-body")?.state).toBe("out");
  expect(failed("lambda-timeout")).toEqual(
    byMetrics.find(({ cause }) => cause === "lambda-timeout"),
  );
});

test("a URL that fails each time may be a refused response, or a request that ends its process", () => {
  const url = said([{ cause: "failing-url", count: 9, share: 1 }]);
  for (const cause of ["malformed-response", "large-headers", "closed-mid-request"])
    expect(url(cause)?.state).toBe("open");
});

test("what is left to decide a cause is never a log that was read", () => {
  for (const cause of ["unexplained", "failing-url", "killed"] as const) {
    const found = said([{ cause, count: 9, share: 1 }], false);
    const open = byMetrics.flatMap((one) => found(one.cause) ?? []);
    expect(open.flatMap(({ decidedBy = "" }) => decidedBy).join()).not.toMatch(
      /logs; whether|are o/,
    );
  }
});

test("a race that the gap test does not find is out for that, where other failures are not told apart", () => {
  const race = said([{ cause: "unexplained", count: 9, share: 1 }])("idle-race");
  expect(race).toMatchObject({ state: "out", reason: expect.stringMatching(/idleness/) });
});

test("a gap test without the power to show a race leaves it open, and says why", () => {
  const shares = [{ cause: "unexplained", count: 90, share: 1 } as const];
  const tooWeak = "in traffic this dense it would not show";
  const weak = { shares, failures: 90, excludesRace: false, tooWeak };
  const race = causesWithLogs(byMetrics, weak).find(({ cause }) => cause === "idle-race");
  expect(race).toMatchObject({ state: "open", reason: tooWeak, source: "access logs" });
  expect(race?.decidedBy).toContain("handrail measure");
  const out = byMetrics.map((cause) => ({ ...cause, state: "out" as const }));
  expect(causesWithLogs(out, weak).find(({ cause }) => cause === "idle-race")?.state).toBe("out");
});

test("clients that gave up are counted in the logs, whatever else failed", () => {
  const ruled = (gaveUp: number | null) =>
    causesWithLogs(
      byMetrics.map((cause) => ({ ...cause, state: "open", decidedBy: "the access logs" })),
      { shares: [], failures: 0, excludesRace: false, gaveUp },
    ).find(({ cause }) => cause === "client-460");
  expect(ruled(3)).toMatchObject({ state: "in", value: "3", source: "access logs" });
  expect(ruled(0)).toMatchObject({ state: "out", source: "access logs" });
  expect(ruled(3)?.decidedBy).toBeUndefined();
  expect(ruled(null)?.state).toBe("open");
});

test("logs without a failure rule on nothing", () => {
  expect(said([])("idle-race")?.state).toBe("in");
});
