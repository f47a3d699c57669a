import { describe, expect, test } from "vitest";
import {
  type CauseName,
  ruledOutSays,
} from "../../../../src/alb/diagnosis/causes/rule-on-causes.ts";
import { judgePattern } from "../../../../src/alb/diagnosis/pattern/judge-pattern.ts";
import type { PatternObservation } from "../../../../src/alb/diagnosis/pattern/signs.ts";
import { cases, lambda, observe, proxied, trickle } from "../../pattern-cases.ts";
import { minutes } from "../../quiet-periods.ts";

const statesOf = (observation: PatternObservation) =>
  Object.fromEntries(
    judgePattern(observation).causes.map(({ cause, state }) => [cause, state]),
  ) as { readonly [cause in CauseName]: string };
const failing = (index: number) => index % 10 === 3;

test("every cause is ruled on once, with a reason, a value, a threshold and a source", () => {
  for (const [, , observation] of cases) {
    const { causes } = judgePattern(observation);
    expect(new Set(causes.map(({ cause }) => cause)).size).toBe(18);
    for (const { reason, value, threshold, source } of causes)
      for (const text of [reason, value, threshold, source]) expect(text).not.toBe("");
  }
});

test("a race that is found is ruled in, and in no other case", () => {
  for (const [, finding, observation] of cases)
    expect(statesOf(observation)["idle-race"] === "in").toBe(finding === "keepalive-race");
});

describe("what is ruled out", () => {
  const said = (observation: PatternObservation) => ruledOutSays(judgePattern(observation).causes);

  test("is said of what readers ask about, in a sentence with reason and source", () => {
    expect(said(observe(trickle()))).toEqual([
      "Targets that leave during a request are ruled out: the number of healthy targets did not change (HealthyHostCount).",
      "Targets that fail their health checks are ruled out: no target was unhealthy (UnHealthyHostCount, DescribeTargetHealth).",
      "Connections that targets refuse are ruled out: none was counted (TargetConnectionErrorCount).",
      "Targets that are silent for too long (504) are ruled out: none was counted (HTTPCode_ELB_504_Count).",
      "The application's own 502s are ruled out: the targets answered no 5xx themselves (HTTPCode_Target_5XX_Count).",
    ]);
  });

  test("says of functions where there are some, and why no race can be", () => {
    const says = said(observe(trickle(), { groups: lambda })).join(" ");
    expect(says).toContain("A Lambda function that failed or was throttled is ruled out");
    expect(says).toContain("The keep-alive race is ruled out: Lambda targets have no connection");
  });
});

describe("a trickle while all else is silent", () => {
  const states = statesOf(observe(trickle()));
  test.each([
    ["idle-race", "in"],
    ["connect-reset", "out"],
    ["connect-unreachable", "out"],
    ["tls-handshake", "out"],
    ["deregistration", "out"],
    ["lambda-error", "out"],
    ["app-502", "out"],
    ["inner-race", "out"],
    ["unhealthy-targets", "out"],
    ["no-targets-503", "out"],
    ["silent-504", "out"],
    ["client-460", "out"],
    ["closed-mid-request", "open"],
    ["idle-closed-otherwise", "open"],
    ["malformed-response", "open"],
    ["large-headers", "open"],
  ] as const)("%s is %s", (cause, state) => expect(states[cause]).toBe(state));
});

test.each([
  [
    "refused connections",
    "connect-reset",
    trickle((at) => (failing(at) ? { connectionErrors: 1 } : {})),
  ],
  ["slow responses", "closed-mid-request", trickle((at) => (failing(at) ? { p99: 9 } : {}))],
  ["503s", "no-targets-503", trickle(() => ({ failures503: 1 }))],
  ["504s", "silent-504", trickle(() => ({ failures504: 1 }))],
  ["its own 5xx only", "app-502", minutes(180, () => ({ target5xx: 1 }))],
] as const)("%s rule in %s", (_, cause, periods) => {
  expect(statesOf(observe(periods))[cause]).toBe("in");
});

test("refused connections leave no room for the race", () => {
  const refused = trickle((at) => (failing(at) ? { connectionErrors: 1 } : {}));
  const states = statesOf(observe(refused));
  expect([states["idle-race"], states["malformed-response"]]).toEqual(["out", "out"]);
});

test("a mixture of refused and other failures has both, and neither is ruled out", () => {
  const half = trickle((at) => (failing(at) && at % 20 === 3 ? { connectionErrors: 1 } : {}));
  const states = statesOf(observe(half));
  expect([states["connect-reset"], states["idle-race"]]).toEqual(["in", "open"]);
});

test("a metric that was not read leaves its cause open", () => {
  const states = statesOf(observe(trickle(() => ({ connectionErrors: null, target5xx: null }))));
  expect(states["connect-reset"]).toBe("open");
  expect(states["app-502"]).toBe("open");
});

test("a Lambda function's errors are told from its timeouts, and no connection is to blame", () => {
  const states = statesOf(
    observe(
      trickle(() => ({ lambdaUserErrors: 1 })),
      { groups: lambda },
    ),
  );
  expect(states["lambda-error"]).toBe("in");
  expect(states["lambda-timeout"]).toBe("open");
  expect([states["idle-race"], states["connect-reset"], states["large-headers"]]).toEqual([
    "out",
    "out",
    "out",
  ]);
});

test("TLS is left open only where a target group speaks HTTPS", () => {
  const groups = [{ name: "web", type: "ip", protocol: "HTTPS" }];
  const unread = trickle(() => ({ tlsErrors: null }));
  expect(statesOf(observe(unread, { groups }))["tls-handshake"]).toBe("open");
  expect(statesOf(observe(unread))["tls-handshake"]).toBe("out");
});

test("the race behind a proxy is ruled by the path, where it is described", () => {
  const own = minutes(180, (at) => ({ target5xx: failing(at) ? 1 : 0 }));
  const path = proxied ?? [];
  expect(statesOf(observe(own))["inner-race"]).toBe("open");
  expect(statesOf(observe(own, { path }))["inner-race"]).toBe("in");
  expect(statesOf(observe(own, { path: path.slice(0, 1) }))["inner-race"]).toBe("out");
});
