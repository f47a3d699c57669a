import { expect, it } from "vitest";
import hello from "../../docs/examples/hello.ts";
import alb502 from "../../flows/alb-502-keepalive.ts";
import { flowDrawing } from "../../src/language/flow-picture.ts";

it("draws a runbook as the way of its first choices, down to its end", () => {
  const { title, stops, end } = flowDrawing(alb502);
  expect(title).toBe("ALB returns intermittent 502s");
  expect(stops.map((stop) => stop.title)).toEqual([
    "Confirm the 502 pattern",
    "Read the access logs",
    "Review the backend's idle timeouts",
    "Align the timeouts",
    "Retest with fresh traffic",
    "Keep it from coming back",
  ]);
  expect(end).toEqual({ title: "Resolved", outcome: "resolved" });
});

it("names the steps beside the way, and where it may lead back", () => {
  const { stops } = flowDrawing(alb502);
  expect(stops[0]?.aside).toContain("Targets are down");
  expect(stops[0]?.back).toEqual([]);
  expect(stops[4]?.back).toEqual([3]);
});

it("leaves out ends beside the way", () => {
  expect(flowDrawing(hello).stops.map(({ aside }) => aside)).toEqual([[], []]);
});
