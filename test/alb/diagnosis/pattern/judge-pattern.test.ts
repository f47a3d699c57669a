import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Period } from "../../../../src/alb/counts/period.ts";
import { judgePattern } from "../../../../src/alb/diagnosis/pattern/judge-pattern.ts";
import { cases, lambda, observe, trickle } from "../../pattern-cases.ts";
import { minutes } from "../../quiet-periods.ts";

test.each(cases)("%s: %s", (_, finding, observation) => {
  expect(judgePattern(observation).finding).toBe(finding);
});

test("only a diagnosis has a strength, and it is never more than possible", () => {
  for (const [, finding, observation] of cases) {
    const none = ["quiet", "no-traffic", "too-few", "unclear"].includes(finding);
    expect(judgePattern(observation).strength).toBe(none ? undefined : "possible");
  }
});

test("the verdict starts with the impact and every reading names its source", () => {
  for (const [, , observation] of cases) {
    const { says, readings } = judgePattern(observation);
    expect(says).toMatch(/^(\d[\d,]* of|None of|CloudWatch counted)/);
    for (const reading of readings) expect(reading.source).not.toBe("");
  }
});

describe("what a responder is told of a race", () => {
  test("what looks the same is said beside it, also where the link is inverted", () => {
    const kind = "Node.js http (v20 late, v22 - v26)";
    const path = [{ kind, closes: { how: "read", seconds: 5 } }] as const;
    const settings = { idleTimeoutSeconds: 60, accessLogs: false };
    const inverted = judgePattern(observe(trickle(), { path, settings }));
    const unknown = judgePattern(observe(trickle()));
    for (const { finding, says } of [inverted, unknown]) {
      expect(finding).toBe("keepalive-race");
      expect(says).toContain("cut off and malformed responses look the same");
    }
    expect(unknown.says).toContain("idle timeouts say whether it is possible");
    expect(inverted.says).not.toContain("idle timeouts say whether it is possible");
  });

  test("the fewest healthy and the most unhealthy targets are read from all periods", () => {
    const { readings } = judgePattern(
      observe(trickle((index) => (index === 70 ? { healthy: 2, unhealthy: 3 } : {}))),
    );
    const valueIn = (label: string) => readings.find((one) => one.label === label)?.value;
    expect(valueIn("Fewest healthy targets")).toBe("2");
    expect(valueIn("Most unhealthy targets")).toBe("3");
  });

  test("what speaks for it is one sentence that stands without context", () => {
    const { details } = judgePattern(observe(trickle()));
    const [says = ""] = details.filter((detail) => detail.includes("speaks for"));
    expect(says).toMatch(
      /^What speaks for the keep-alive race: no failed connection was counted .*; .*\.$/,
    );
    expect(details.join(" ")).not.toContain("or it: ");
  });

  test("an unknown number of healthy targets is left open", () => {
    const { finding, details } = judgePattern(observe(trickle(() => ({ healthy: null }))));
    expect(finding).toBe("keepalive-race");
    expect(details.join(" ")).toContain("Left open: CloudWatch gave no HealthyHostCount");
    expect(details.join(" ")).not.toContain("the number of healthy targets did not change");
  });

  test("what is missing for more than possible is said", () => {
    const { details } = judgePattern(observe(trickle()));
    expect(details.join(" ")).toContain("An inverted link would make it likely");
    expect(details.join(" ")).toContain("the gap test of the access logs would show it");
  });

  test("it is said whether failures come with much or with little traffic", () => {
    const byTraffic = (whenBusy: number, whenQuiet: number) =>
      judgePattern(
        observe(
          minutes(180, (index) => {
            const busy = index % 2 === 0;
            return {
              requests: busy ? 3_000 : 500,
              failures502: index % 6 > 1 ? 0 : busy ? whenBusy : whenQuiet,
            };
          }),
        ),
      ).details.join(" ");
    expect(byTraffic(0, 1)).toContain("a larger share fails when traffic is low");
    expect(byTraffic(1, 0)).toContain("a larger share fails when traffic is high");
  });

  test("a quiet window comes with the rate that it excludes", () => {
    expect(judgePattern(observe(minutes(180))).says).toContain("fewer than 0.0017 %");
  });

  test("what could not be read is said", () => {
    const unread = ["DescribeTargetHealth was not read: access denied."];
    expect(judgePattern(observe(trickle(), { targets: null, unread })).details).toContain(
      unread[0],
    );
  });

  test("a 502 of a proxy behind the load balancer is mentioned beside the application's errors", () => {
    const judgement = judgePattern(observe(minutes(180, () => ({ target5xx: 1 }))));
    expect(judgement.details.join(" ")).toContain("proxy");
  });
});

describe("a share above what the model allows", () => {
  const inverted = {
    path: [{ kind: "Node.js http (v20 late, v22 - v26)", closes: { how: "read", seconds: 5 } }],
    settings: { idleTimeoutSeconds: 60, accessLogs: false },
  } as const;
  const people = (failures502: number) =>
    minutes(180, (index) => ({ failures502, requests: 1_000 + 60 * (index % 2) }));
  const clocked = minutes(180, () => ({ failures502: 10 }));

  test.each([
    ["3 %", people(30)],
    ["2 %", people(20)],
    [
      "0.15 %",
      minutes(180, (index) => ({ failures502: 1 + (index % 2), requests: 970 + 60 * (index % 3) })),
    ],
    [
      "0.4 % for a quarter of the time",
      minutes(180, (index) => ({ failures502: index % 180 > 135 ? 4 : 0 })),
    ],
    ["1 % by a clock", clocked],
  ])(
    "of %s steady 502s and nothing else is unclear, and leaves other causes open",
    (_, periods) => {
      const { finding, strength, causes } = judgePattern(observe(periods));
      expect([finding, strength]).toEqual(["unclear", undefined]);
      const open = causes.filter(({ state }) => state === "open").map(({ cause }) => cause);
      for (const cause of ["closed-mid-request", "malformed-response", "idle-race"] as const)
        expect(open).toContain(cause);
    },
  );

  test("is the race's where a link is inverted and requests come by a clock", () => {
    const { finding, says } = judgePattern(observe(clocked, inverted));
    expect(finding).toBe("keepalive-race");
    expect(says).toContain("closes idle connections before the load balancer does");
  });

  test("is more than an inverted link alone loses where people come as they like", () => {
    const { finding, says } = judgePattern(observe(people(30), inverted));
    expect(finding).toBe("unclear");
    expect(says).toContain("most have another cause");
  });
});

test("failures that come two at a time are not independent races", () => {
  const pairs = minutes(180, (index) => ({ failures502: index % 18 === 3 ? 2 : 0 }));
  expect(judgePattern(observe(pairs)).finding).toBe("unclear");
});

test("every open cause says what would decide it, and whether that can be had", () => {
  const settings = { idleTimeoutSeconds: 60, accessLogs: true };
  const openOf = (more: object) =>
    judgePattern(observe(trickle(), more)).causes.filter(({ state }) => state === "open");
  for (const { decidedBy, canBeHad } of openOf({ settings })) {
    expect(decidedBy).not.toBe("");
    expect(["yes", "no", "unknown"]).toContain(canBeHad);
  }
  const midRequest = (more: object) =>
    openOf(more).find(({ cause }) => cause === "closed-mid-request");
  expect(midRequest({ settings })).toMatchObject({ canBeHad: "yes" });
  expect(midRequest({ settings: { ...settings, accessLogs: false } })).toMatchObject({
    canBeHad: "no",
  });
  expect(midRequest({})).toMatchObject({ canBeHad: "unknown" });
});

describe("whatever the metrics are", () => {
  const counts = fc.record({
    requests: fc.option(fc.nat(5_000)),
    failures502: fc.option(fc.nat(6)),
    failures503: fc.nat(2),
    target5xx: fc.nat(20),
    connectionErrors: fc.option(fc.nat(4)),
    tlsErrors: fc.option(fc.nat(2)),
    healthy: fc.option(fc.nat(4)),
    unhealthy: fc.option(fc.nat(2)),
    moved: fc.boolean(),
    p99: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
  });
  const series = fc.array(counts, { minLength: 1, maxLength: 40 });
  const from = (changes: readonly Partial<Period>[]) =>
    minutes(changes.length, (index) => changes[index] ?? {});

  test("it is never a race when connection errors explain the failures", () => {
    fc.assert(
      fc.property(series, (changes) => {
        const refused = from(changes).map((period) => ({
          ...period,
          connectionErrors: period.failures502,
        }));
        expect(judgePattern(observe(refused)).finding).not.toBe("keepalive-race");
      }),
    );
  });

  test("it is never a race when each failure lies next to a change of targets and most traffic does not", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }), (sizes) => {
        const deploys = minutes(sizes.length * 20, (index) =>
          index % 20 === 10 ? { moved: true, failures502: sizes[Math.floor(index / 20)] ?? 0 } : {},
        );
        expect(judgePattern(observe(deploys)).finding).not.toBe("keepalive-race");
      }),
    );
  });

  test("it is never quiet where anything failed", () => {
    const rare = fc.record({
      failures503: fc.nat(1),
      failures504: fc.nat(1),
      target5xx: fc.nat(1),
      connectionErrors: fc.nat(1),
      tlsErrors: fc.nat(1),
    });
    fc.assert(
      fc.property(fc.array(rare, { minLength: 1, maxLength: 4 }), (changes) => {
        const failed = changes.some((one) => Object.values(one).some((count) => count > 0));
        const { finding } = judgePattern(observe(from(changes)));
        expect(finding === "quiet").toBe(!failed);
      }),
    );
  });

  test("it is never a race without at least three failures, nor for Lambda functions", () => {
    fc.assert(
      fc.property(series, (changes) => {
        const periods = from(changes);
        const failures = periods.reduce((all, { failures502 }) => all + (failures502 ?? 0), 0);
        const { finding } = judgePattern(observe(periods));
        if (failures < 3) expect(finding).not.toBe("keepalive-race");
        expect(judgePattern(observe(periods, { groups: lambda })).finding).not.toBe(
          "keepalive-race",
        );
      }),
    );
  });
});

test("Lambda functions are sent to their own logs, not to a proxy that they cannot be", () => {
  const { details } = judgePattern(observe(trickle(), { groups: lambda }));
  expect(details.join()).toContain("/aws/lambda/<name>");
  expect(details.join()).not.toContain("proxy");
});
