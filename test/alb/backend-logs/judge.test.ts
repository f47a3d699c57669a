import { expect, test } from "vitest";
import { countCoincidence } from "../../../src/alb/backend-logs/coincidence.ts";
import { judgeBackend } from "../../../src/alb/backend-logs/judge.ts";
import type { BackendObservation } from "../../../src/alb/backend-logs/observation.ts";

const minute = 60_000;
const from = Date.UTC(2026, 10, 23, 12);
/** An hour in which every sixth minute has a 502. */
const failures502 = Array.from({ length: 60 }, (_, index) => (index % 6 === 0 ? 1 : 0));
const chart = { from, periodSeconds: 60, requests: failures502.map(() => 1_000), failures502 };
const failing = failures502.flatMap((count, index) => (count > 0 ? [index] : []));

const pipe = "write EPIPE";
const closed = "upstream prematurely closed connection while reading response header from upstream";
const linesIn = (minutes: readonly number[], message: string) =>
  minutes.map((index) => ({ at: from + index * minute + 5_000, message }));

const judge = (more: Partial<BackendObservation>) =>
  judgeBackend({
    ...{ group: "/ecs/shop", lines: [], isCut: false, scanned: 9_000, chart },
    ...more,
  });

test("broken pipes in the minutes of the 502s are likely, and told with their share", () => {
  const judged = judge({ lines: linesIn(failing, pipe) });
  expect(judged).toMatchObject({ finding: "broken-pipes", strength: "likely" });
  expect(judged.says).toContain("10 lines of /ecs/shop");
  expect(judged.says).toContain("10 of 10 minutes with 502s, and 0 of 50 without");
});

test("an upstream that closes first is told from broken pipes, even among more of those elsewhere", () => {
  const calm = failures502.flatMap((count, index) => (count === 0 ? [index] : []));
  const lines = [...linesIn(failing, closed), ...linesIn(calm, pipe)];
  expect(judge({ lines })).toMatchObject({ finding: "upstream-closed", strength: "likely" });
});

test("lines in every minute say nothing certain, for they come with and without 502s", () => {
  const lines = linesIn([...failures502.keys()], pipe);
  expect(judge({ lines })).toMatchObject({ finding: "broken-pipes", strength: "possible" });
});

test("a few lines elsewhere leave the failed requests without a trace", () => {
  const judged = judge({ lines: linesIn([1, 2, 6, 7], pipe) });
  expect(judged).toMatchObject({ finding: "silent", strength: "possible" });
  expect(judged.says).toContain("1 of 10 minutes with 502s, and 3 of 50 without");
});

test("no such line at all is silence, but an empty log is not", () => {
  expect(judge({})).toMatchObject({ finding: "silent", strength: "possible" });
  const empty = judge({ scanned: 0 });
  expect(empty.finding).toBe("unknown");
  expect(empty.strength).toBeUndefined();
});

test("errors of its own at the 502s are no race", () => {
  const lines = linesIn(failing, "[CRITICAL] WORKER TIMEOUT (pid:9)");
  expect(judge({ lines })).toMatchObject({ finding: "other-errors", strength: "likely" });
});

test("without the 502s, or without any, lines are possible at most", () => {
  const lines = linesIn(failing, closed);
  const none = { ...chart, failures502: failures502.map(() => 0) };
  for (const other of [null, none]) {
    const judged = judge({ lines, chart: other });
    expect(judged).toMatchObject({ finding: "upstream-closed", strength: "possible" });
    expect(judged.says).toContain("cannot be compared");
  }
});

test("examples carry no address, and a cut answer says at least", () => {
  const lines = linesIn(failing, `${closed}, client: 10.0.0.9`);
  const judged = judge({ lines, isCut: true });
  expect(judged.says).toMatch(/^At least 10/);
  expect(JSON.stringify(judged.readings)).not.toContain("10.0.0.9");
});

test("chance is that of drawing periods at random", () => {
  const small = { ...chart, failures502: [1, 1, 0, 0] };
  const hits = [0, 1].map((index) => ({
    at: from + index * minute,
    message: pipe,
    wording: { kind: "broken-pipe", server: "", says: "", pattern: "", source: "" } as const,
  }));
  // Both of two lines in both of two among four: one of six ways.
  expect(countCoincidence(small, hits)).toMatchObject({
    failing: 2,
    both: 2,
    calm: 2,
    calmWith: 0,
  });
  expect(countCoincidence(small, hits).chance).toBeCloseTo(1 / 6, 9);
});

test("of a very long line only the beginning is looked at, which is said", () => {
  const message = `${" ".repeat(8_000)}${pipe}`;
  const judged = judge({ lines: linesIn(failing, message) });
  expect(judged.finding).toBe("silent");
  expect(JSON.stringify(judged.readings)).toContain(
    "Lines of more than 8,000 characters, of which only these were read",
  );
});
