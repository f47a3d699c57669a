import { expect, test } from "vitest";
import { strengthOf } from "../../../src/probes/timeouts/strength.ts";
import { evidence } from "../../engine/runs.ts";

const pattern = (finding: string, superseded = false) => ({
  superseded,
  evidence: { ...evidence(finding), probe: "alb.pattern@1" },
});
const fits = pattern("keepalive-race");

test("an inverted link beside metrics that fit makes the race likely", () => {
  expect(strengthOf("too-short", [fits])).toEqual({ strength: "likely" });
  expect(strengthOf("tie", [fits])).toEqual({ strength: "likely" });
});

test("neither the link nor the metrics do so alone", () => {
  expect(strengthOf("too-short", [])).toEqual({});
  expect(strengthOf("long-enough", [fits])).toEqual({});
  expect(strengthOf(null, [fits])).toEqual({});
});

test("only the newest look at the pattern counts, and none that was taken back", () => {
  expect(strengthOf("too-short", [fits, pattern("deploy")])).toEqual({});
  expect(strengthOf("too-short", [pattern("keepalive-race", true)])).toEqual({});
});
