import { expect, test } from "vitest";
import type { TargetState } from "../../../../src/alb/diagnosis/pattern/signs.ts";
import { healthSays } from "../../../../src/alb/diagnosis/pattern/target-health.ts";
import {
  sumByZone,
  zonesSentence,
} from "../../../../src/alb/diagnosis/pattern/zones-and-groups.ts";

const target = (id: string, state: string, reason: string | null): TargetState => ({
  group: "web",
  id,
  port: 80,
  state,
  reason,
});

test("targets that are not healthy are said with their reason in words, alike ones together", () => {
  const says = healthSays([
    target("i-1", "healthy", null),
    target("i-2", "unhealthy", "Target.Timeout"),
    target("i-3", "unhealthy", "Target.Timeout"),
    target("i-4", "draining", "Target.DeregistrationInProgress"),
    target("i-5", "unhealthy", "Target.SomethingNew"),
  ]);
  expect(says).toEqual([
    "2 targets of web are unhealthy: health checks got no answer in time (Target.Timeout): i-2:80, i-3:80.",
    "1 target of web is draining: it was deregistered and finishes open requests (Target.DeregistrationInProgress): i-4:80.",
    "1 target of web is unhealthy: a reason not known here (Target.SomethingNew): i-5:80.",
  ]);
});

const series = (
  metric: "requests" | "failures502" | "target5xx",
  where: object,
  value: number,
) => ({
  metric,
  ...where,
  points: new Map([[0, value]]),
  complete: true,
});

test("failures that pile up in one zone are said with the zone's share of the traffic", () => {
  const places = sumByZone([
    series("requests", {}, 2_000),
    series("requests", { zone: "a" }, 1_000),
    series("requests", { zone: "b" }, 1_000),
    series("failures502", { zone: "a" }, 12),
    series("failures502", { zone: "b" }, 1),
  ]);
  expect(zonesSentence(places)).toEqual([
    "12 of 13 502s are in the zone a, which takes 50 % of the requests.",
  ]);
});

test("failures that are spread as the traffic is, or too few, say nothing of a place", () => {
  const even = sumByZone([
    series("requests", { group: "web" }, 1_000),
    series("requests", { group: "api" }, 100),
    series("target5xx", { group: "web" }, 20),
    series("target5xx", { group: "api" }, 2),
  ]);
  expect(even).toHaveLength(2);
  expect(zonesSentence(even)).toEqual([]);
});
