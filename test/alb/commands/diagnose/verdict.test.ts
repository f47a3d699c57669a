import { expect, test } from "vitest";
import type { Evidence } from "#flow";
import { diagnosisText } from "../../../../src/alb/commands/diagnose/report.ts";
import { combineVerdicts } from "../../../../src/alb/commands/diagnose/verdict.ts";
import { diagnoseExitCodes } from "../../../../src/alb/commands/diagnose.ts";
import { pattern } from "../../../../src/alb/probes/pattern/probe.ts";
import { evidence } from "../../../engine/runs.ts";

const saw = (finding: string | null, more: Partial<Evidence> = {}): Evidence => ({
  ...evidence(finding),
  facts: null,
  ...more,
});
const race = saw("keepalive-race", { strength: "possible" });
const calm = saw("none");
const alone = { logs: null, timeouts: null };

test("every finding of the pattern has an exit code of its own", () => {
  for (const finding of pattern.findings) expect(diagnoseExitCodes).toHaveProperty(finding);
  const codes = Object.values(diagnoseExitCodes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).not.toContain(1);
});

test("metrics alone are possible", () => {
  expect(combineVerdicts({ pattern: race, changes: calm, ...alone })).toMatchObject({
    verdict: "keepalive-race",
    strength: "possible",
  });
});

test("a change that comes with the failures takes a race back", () => {
  const changes = saw("deploy", { strength: "possible" });
  expect(combineVerdicts({ pattern: race, changes, ...alone })).toMatchObject({
    verdict: "unclear",
    strength: null,
  });
});

test("a change that does not come with them leaves it", () => {
  const { verdict } = combineVerdicts({ pattern: race, changes: saw("deploy"), ...alone });
  expect(verdict).toBe("keepalive-race");
});

test("metrics that were not read are a verdict of their own", () => {
  expect(combineVerdicts({ pattern: saw(null), changes: calm, ...alone }).verdict).toBe("unread");
});

const logs = (finding: string | null, more: Partial<Evidence> = {}) => ({
  pattern: race,
  changes: calm,
  timeouts: saw("too-short", { strength: "likely", numbers: { links: [] } }),
  logs: saw(finding, { probe: "alb.logs@1", ...more }),
});

test("access logs that show the race are stronger than all else", () => {
  const shown = logs("keepalive-race", { strength: "shown" });
  expect(combineVerdicts(shown)).toMatchObject({ verdict: "keepalive-race", strength: "shown" });
  const pattern = saw("deploy", { strength: "possible" });
  expect(combineVerdicts({ ...shown, pattern }).verdict).toBe("keepalive-race");
});

test("another cause that they name takes a race back that metrics and timeouts made likely", () => {
  const named = logs("killed-mid-request", { strength: "likely" });
  expect(combineVerdicts(named)).toMatchObject({
    verdict: "killed-mid-request",
    strength: "likely",
  });
});

test("logs that name the same cause as the metrics make it likely", () => {
  const pattern = saw("connect-refused", { strength: "possible", says: "Refused." });
  const named = logs("connect-refused", { strength: "likely", says: "So the logs." });
  expect(combineVerdicts({ ...named, pattern, timeouts: null })).toMatchObject({
    ...{ verdict: "connect-refused", strength: "likely", says: "Refused. So the logs." },
  });
});

test("logs in which enough failures show no race leave it unclear", () => {
  expect(combineVerdicts(logs("unclear")).verdict).toBe("unclear");
});

test.each(["logs-off", "not-delivered", "too-few", null])(
  "logs that say %s change nothing",
  (finding) => {
    expect(combineVerdicts(logs(finding))).toMatchObject({
      verdict: "keepalive-race",
      strength: "likely",
    });
  },
);

test("logs do not overrule what metrics tell by themselves", () => {
  const pattern = saw("targets-down", { strength: "possible" });
  const refused = logs("connect-refused", { strength: "likely" });
  expect(combineVerdicts({ ...refused, pattern }).verdict).toBe("targets-down");
});

test("nothing is quiet where the access logs hold none of the requests that were counted", () => {
  const quiet = saw("quiet", { probe: pattern.id, numbers: { requests: 5_000 } });
  const empty = saw("no-traffic", { probe: "alb.logs@1", numbers: { requests: 0 } });
  const { verdict, strength, says } = combineVerdicts({
    ...{ pattern: quiet, changes: calm, timeouts: null },
    logs: empty,
  });
  expect({ verdict, strength }).toEqual({ verdict: "unclear", strength: null });
  expect(says).toContain("hold none of these requests");
});

test("metrics and logs that both cannot tell are both heard", () => {
  const pattern = saw("unclear", { says: "Too many for a race." });
  const both = combineVerdicts({ ...logs("unclear", { says: "Nor do the logs." }), pattern });
  expect(both).toMatchObject({ verdict: "unclear", says: "Too many for a race. Nor do the logs." });
});

test("once the logs were read, the text asks for them no more, and shows what they came to", () => {
  const more = "Metrics alone never say more than possible: the gap test would show it.";
  const cost = { metricsBilled: 0, apiCalls: 0 };
  const text = (finding: string, details: readonly string[]) => {
    const next = ["Read the application's log."];
    const looks = { ...logs(finding, { details, next }), cost };
    const pattern = { ...race, details: ["For it: much.", more] };
    return diagnosisText("shop", combineVerdicts({ ...looks, pattern }), {
      ...looks,
      pattern,
    }).join("\n");
  };
  const read = text("unclear", ["Gap test: 12 hit no particular length."]);
  expect(read).toContain("By metrics alone\n  For it: much.");
  expect(read).not.toContain(more);
  expect(read).toContain("Gap test: 12 hit no particular length.");
  expect(read).toContain("What to do\n  Read the application's log.");
  expect(text("too-few", [])).toContain(`Why\n  For it: much.\n  ${more}`);
});
