import { expect, test } from "vitest";
import type { Evidence } from "#flow";
import { exitCodes } from "../../../../src/alb/commands/diagnose/exit-codes.ts";
import { combine } from "../../../../src/alb/commands/diagnose/verdict.ts";
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
  for (const finding of pattern.findings) expect(exitCodes).toHaveProperty(finding);
  const codes = Object.values(exitCodes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).not.toContain(1);
});

test("metrics alone are possible", () => {
  expect(combine({ pattern: race, changes: calm, ...alone })).toMatchObject({
    verdict: "keepalive-race",
    strength: "possible",
  });
});

test("a change that comes with the failures takes a race back", () => {
  const changes = saw("deploy", { strength: "possible" });
  expect(combine({ pattern: race, changes, ...alone })).toMatchObject({
    verdict: "unclear",
    strength: null,
  });
});

test("a change that does not come with them leaves it", () => {
  const { verdict } = combine({ pattern: race, changes: saw("deploy"), ...alone });
  expect(verdict).toBe("keepalive-race");
});

test("metrics that were not read are a verdict of their own", () => {
  expect(combine({ pattern: saw(null), changes: calm, ...alone }).verdict).toBe("unread");
});

const logs = (finding: string | null, more: Partial<Evidence> = {}) => ({
  pattern: race,
  changes: calm,
  timeouts: saw("too-short", { strength: "likely", numbers: { links: [] } }),
  logs: saw(finding, { probe: "alb.logs@1", ...more }),
});

test("access logs that show the race are stronger than all else", () => {
  const shown = logs("keepalive-race", { strength: "shown" });
  expect(combine(shown)).toMatchObject({ verdict: "keepalive-race", strength: "shown" });
  const pattern = saw("deploy", { strength: "possible" });
  expect(combine({ ...shown, pattern }).verdict).toBe("keepalive-race");
});

test("another cause that they name takes a race back that metrics and timeouts made likely", () => {
  const named = logs("killed-mid-request", { strength: "likely" });
  expect(combine(named)).toMatchObject({ verdict: "killed-mid-request", strength: "likely" });
});

test("logs that name the same cause as the metrics make it likely", () => {
  const pattern = saw("connect-refused", { strength: "possible", says: "Refused." });
  const named = logs("connect-refused", { strength: "likely", says: "So the logs." });
  expect(combine({ ...named, pattern, timeouts: null })).toMatchObject({
    ...{ verdict: "connect-refused", strength: "likely", says: "Refused. So the logs." },
  });
});

test("logs in which enough failures show no race leave it unclear", () => {
  expect(combine(logs("unclear")).verdict).toBe("unclear");
});

test.each(["logs-off", "not-delivered", "too-few", null])(
  "logs that say %s change nothing",
  (finding) => {
    expect(combine(logs(finding))).toMatchObject({ verdict: "keepalive-race", strength: "likely" });
  },
);

test("logs do not overrule what metrics tell by themselves", () => {
  const pattern = saw("targets-down", { strength: "possible" });
  const refused = logs("connect-refused", { strength: "likely" });
  expect(combine({ ...refused, pattern }).verdict).toBe("targets-down");
});

test("nothing is quiet where the access logs hold none of the requests that were counted", () => {
  const quiet = saw("quiet", { probe: pattern.id, numbers: { requests: 5_000 } });
  const empty = saw("no-traffic", { probe: "alb.logs@1", numbers: { requests: 0 } });
  const { verdict, strength, says } = combine({
    ...{ pattern: quiet, changes: calm, timeouts: null },
    logs: empty,
  });
  expect({ verdict, strength }).toEqual({ verdict: "unclear", strength: null });
  expect(says).toContain("hold none of these requests");
});
