import { expect, test } from "vitest";
import { countsOf } from "../../../lab/alb/counts.ts";
import { makeHistory } from "../../../lab/alb/history.ts";
import { spread } from "../../../lab/alb/spread.ts";

const NOW = Date.UTC(2026, 10, 23, 15);
const HOUR = 3_600_000;

function history(elb502: number) {
  return makeHistory({
    from: NOW - 3 * HOUR,
    since: NOW - 2 * HOUR,
    to: NOW,
    binSeconds: 5,
    zones: ["zone-a", "zone-b"],
    seed: 7,
    measured: countsOf({
      requests: 3_000,
      elb502,
      newConnections: 300,
      connectionSeconds: 9_000,
      responseSeconds: spread(0.01, 0.02, 0.03),
    }),
    measuredSeconds: 10,
    modelShare: 0.0005,
  });
}

test("Earlier hours have the measured traffic and, with few failures seen, the model's share", () => {
  const { counts, note } = history(2);
  const { requests, elb502, target2xx, newConnections } = counts(NOW - 2 * HOUR, NOW);
  expect(requests / 7_200 / 300).toBeCloseTo(1, 2);
  expect(newConnections / 7_200 / 30).toBeCloseTo(1, 1);
  expect(elb502 / requests / 0.0005).toBeCloseTo(1, 0);
  expect(target2xx + elb502).toBe(requests);
  expect(note).toContain("made up: 300 requests a second, measured over 10 seconds");
  expect(note).toContain("0.050 % fail, from the race model");
});

test("With enough failures seen, theirs is the share", () => {
  const { counts, note } = history(60);
  const { requests, elb502 } = counts(NOW - 2 * HOUR, NOW);
  expect(elb502 / requests).toBeCloseTo(0.02, 3);
  expect(note).toContain("2.0 % fail, from 60 failures");
});

test("Nothing failed before it began, and nothing is made up of the present", () => {
  const { counts } = history(60);
  expect(counts(NOW - 3 * HOUR, NOW - 2 * HOUR).requests).toBeGreaterThan(1_000_000);
  expect(counts(NOW - 3 * HOUR, NOW - 2 * HOUR).elb502).toBe(0);
  expect(counts(NOW, NOW + HOUR).requests).toBe(0);
});

test("The same seed makes the same history", () => {
  expect(history(60).counts(0, NOW)).toEqual(history(60).counts(0, NOW));
});
