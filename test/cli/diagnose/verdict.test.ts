import { expect, test } from "vitest";
import type { Evidence } from "#flow";
import { probes } from "#flow";
import { combine, exitCodes } from "../../../src/cli/diagnose/verdict.ts";
import { evidence } from "../../engine/runs.ts";

const saw = (finding: string | null, more: Partial<Evidence> = {}): Evidence => ({
  ...evidence(finding),
  facts: null,
  ...more,
});
const race = saw("keepalive-race", { strength: "possible" });
const calm = saw("none");

test("every finding of the pattern has an exit code of its own", () => {
  for (const finding of probes["alb.pattern"].findings) expect(exitCodes).toHaveProperty(finding);
  const codes = Object.values(exitCodes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).not.toContain(1);
});

test("metrics alone are possible", () => {
  expect(combine({ pattern: race, changes: calm, timeouts: null })).toMatchObject({
    verdict: "keepalive-race",
    strength: "possible",
  });
});

test("a change that comes with the failures takes a race back", () => {
  const changes = saw("deploy", { strength: "possible" });
  expect(combine({ pattern: race, changes, timeouts: null })).toMatchObject({
    verdict: "unclear",
    strength: null,
  });
});

test("a change that does not come with them leaves it", () => {
  const { verdict } = combine({ pattern: race, changes: saw("deploy"), timeouts: null });
  expect(verdict).toBe("keepalive-race");
});

test("metrics that were not read are a verdict of their own", () => {
  expect(combine({ pattern: saw(null), changes: calm, timeouts: null }).verdict).toBe("unread");
});
