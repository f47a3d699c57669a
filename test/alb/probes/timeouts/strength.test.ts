import { expect, test } from "vitest";
import { timeoutsStrength } from "../../../../src/alb/probes/weigh-evidence.ts";
import { evidence } from "../../../engine/runs.ts";

const pattern = (finding: string, superseded = false) => ({
  superseded,
  evidence: { ...evidence(finding), probe: "alb.pattern@1" },
});
const fits = pattern("keepalive-race");
const likely = { strength: "likely" };

test("an inverted link beside metrics that fit makes the race likely", () => {
  expect(timeoutsStrength(["too-short"], [fits])).toEqual(likely);
  expect(timeoutsStrength(["tie"], [fits])).toEqual(likely);
});

test("neither the link nor the metrics do so alone", () => {
  expect(timeoutsStrength(["too-short"], [])).toEqual({});
  expect(timeoutsStrength(["long-enough"], [fits])).toEqual({});
  expect(timeoutsStrength([], [fits])).toEqual({});
});

test("an inverted link behind a proxy explains the targets' own errors, not the load balancer's", () => {
  const inner = ["long-enough", "too-short"] as const;
  expect(timeoutsStrength(inner, [fits])).toEqual({});
  expect(timeoutsStrength(inner, [pattern("inner-hop-race")])).toEqual(likely);
  expect(timeoutsStrength(["too-short", "long-enough"], [pattern("inner-hop-race")])).toEqual({});
});

test("changes of targets that come with the failures stand against it", () => {
  const deploy = { ...evidence("deploy"), probe: "alb.changes@1", strength: "possible" as const };
  expect(timeoutsStrength(["too-short"], [fits, { superseded: false, evidence: deploy }])).toEqual(
    {},
  );
  const none = { ...evidence("none"), probe: "alb.changes@1" };
  expect(timeoutsStrength(["too-short"], [fits, { superseded: false, evidence: none }])).toEqual(
    likely,
  );
});

test("only the newest look at the pattern counts, and none that was taken back", () => {
  expect(timeoutsStrength(["too-short"], [fits, pattern("deploy")])).toEqual({});
  expect(timeoutsStrength(["too-short"], [pattern("keepalive-race", true)])).toEqual({});
});

test("access logs overrule the metrics: what they show is shown, and another cause takes it back", () => {
  const logs = (finding: string, strength: "shown" | "likely" | "possible") => ({
    superseded: false,
    evidence: { ...evidence(finding), probe: "alb.logs@1", strength },
  });
  const shown = logs("keepalive-race", "shown");
  expect(timeoutsStrength(["too-short"], [fits, shown])).toEqual({ strength: "shown" });
  expect(timeoutsStrength(["long-enough"], [fits, shown])).toEqual({});
  expect(timeoutsStrength(["too-short"], [fits, logs("target-error", "likely")])).toEqual({});
});

test("logs with enough failures in which no race shows leave an inverted link without a strength", () => {
  const unclear = { ...evidence("unclear"), probe: "alb.logs@1" };
  const few = { ...evidence("too-few"), probe: "alb.logs@1" };
  expect(timeoutsStrength(["too-short"], [fits, { superseded: false, evidence: unclear }])).toEqual(
    {},
  );
  expect(timeoutsStrength(["too-short"], [fits, { superseded: false, evidence: few }])).toEqual(
    likely,
  );
});

test("a race behind a proxy stays likely where the logs show the targets' own errors", () => {
  const errors = { ...evidence("target-error"), probe: "alb.logs@1", strength: "likely" as const };
  const logs = { superseded: false, evidence: errors };
  const inner = pattern("inner-hop-race");
  expect(timeoutsStrength(["long-enough", "too-short"], [inner, logs])).toEqual(likely);
});
