import { expect, it } from "vitest";
import type { LogEntry } from "../../../lab/logs/line.ts";
import { gapTest } from "../../../src/alb/gaps/gap-test.ts";
import { readingOfEntries } from "./session.ts";
import { histories, withoutRace, withRace } from "./sites.ts";

it("calls at most 1 % of 300 sites without a race shown", { timeout: 180_000 }, async () => {
  const sites = Array.from({ length: 300 }, (_, seed) => withoutRace(seed, 500));
  const { answers } = await readingOfEntries(histories(sites));
  const shown = new Set(
    answers.gaps
      .filter(({ evidence }) => gapTest(evidence).verdict === "shown")
      .map(({ group }) => group),
  );
  const tested = new Set(
    answers.gaps.filter(({ evidence }) => evidence.failures >= 8).map(({ group }) => group),
  );
  expect(tested.size).toBeGreaterThan(80);
  expect([...shown].length).toBeLessThanOrEqual(3);
});

it("infers the idle timeout of a race within 5 %", { timeout: 180_000 }, async () => {
  const sites = Array.from({ length: 50 }, (_, seed) => withRace(seed, 2_500));
  const lost = new Map<string, number>();
  const { answers } = await readingOfEntries(counted(histories(sites), lost));
  const raced = sites.filter(({ group }) => (lost.get(group) ?? 0) >= 20);
  const inferred = raced.filter(({ group, idleSeconds }) => {
    const family = answers.gaps.find((one) => one.group === group && one.shape === "race-shaped");
    const result = family && gapTest(family.evidence);
    const off = Math.abs((result?.timeout?.seconds ?? 0) / idleSeconds - 1);
    return result?.verdict === "shown" && off <= 0.05;
  });
  expect(raced.length).toBeGreaterThan(25);
  expect(inferred.length).toBeGreaterThanOrEqual(0.95 * raced.length);
});

function* counted(entries: Iterable<LogEntry>, lost: Map<string, number>): Generator<LogEntry> {
  for (const entry of entries) {
    if (entry.lost) lost.set(entry.group, (lost.get(entry.group) ?? 0) + 1);
    yield entry;
  }
}
