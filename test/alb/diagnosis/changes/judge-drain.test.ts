import { expect, test } from "vitest";
import { type Drain, judgeDrain } from "../../../../src/alb/diagnosis/changes/judge-drain.ts";

const good: Drain = {
  delay: 30,
  grace: 60,
  preStop: 20,
  readinessGate: true,
  closesIdle: true,
  unread: [],
};

test.each([
  ["a target with time enough", {}, "fits"],
  ["a grace period below the deregistration delay", { delay: 300, grace: 30 }, "too-short"],
  ["a grace period as long as the delay", { delay: 60 }, "fits"],
  ["no wait before stopping", { preStop: 0 }, "too-short"],
  ["a wait that uses up the grace period", { preStop: 60 }, "too-short"],
  ["no readiness gate", { readinessGate: false }, "too-short"],
  ["a reload that cuts idle connections", { closesIdle: false }, "too-short"],
  ["a grace period that nobody knows", { grace: null }, "unknown"],
  ["a delay that was not read", { delay: null }, "unknown"],
  ["a gate that nobody knows of", { readinessGate: null }, "unknown"],
] as const)("%s: %s", (_, more, finding) => {
  expect(judgeDrain({ ...good, ...more }).finding).toBe(finding);
});

test("what is wrong is said with both values and what to do", () => {
  const { says } = judgeDrain({ ...good, delay: 300, grace: 30 });
  expect(says).toContain("killed 30 s after it is told to stop");
  expect(says).toContain("up to 5 min (300 s) (deregistration_delay.timeout_seconds)");
});

test("what is not known is named", () => {
  const { says } = judgeDrain({ ...good, grace: null, preStop: null });
  expect(says).toContain("the grace period, the preStop wait");
});
