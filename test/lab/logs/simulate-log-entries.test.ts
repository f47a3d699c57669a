import { expect, it } from "vitest";
import { fileName } from "../../../lab/logs/files.ts";
import { logLine } from "../../../lab/logs/line.ts";
import { simulateLogEntries } from "../../../lab/logs/simulate-log-entries.ts";
import type { LoggedSite } from "../../../lab/logs/site.ts";

const site: LoggedSite = {
  seed: 1,
  start: 1_767_225_600,
  seconds: 7_200,
  requestsPerSecond: 1,
  nodes: ["10.0.0.1"],
  targets: ["10.0.1.1:3000", "10.0.1.2:3000"],
  group: "web",
  idleSeconds: 5,
  roundTripSeconds: 0.1,
  picks: "any",
  serviceSeconds: 0.02,
  paths: ["/"],
};

it("writes lines of 34 fields, quoted as AWS quotes them", () => {
  const [entry] = simulateLogEntries(site);
  if (entry === undefined) throw new Error("the site had no request");
  const fields = logLine(entry).match(/"[^"]*"|\S+/g) ?? [];
  expect(fields).toHaveLength(34);
  expect(fields[8]).toBe("200");
  expect(fields[33]).toBe("10.0.0.1");
});

it("loses races only a round trip or less before the targets' timeout", () => {
  const answered: number[] = [];
  let lost = 0;
  for (const entry of simulateLogEntries(site)) {
    if (entry.lost) {
      lost += 1;
      const gaps = answered.map((at) => entry.created - at);
      expect(gaps.some((gap) => gap > 4.9 && gap <= 5)).toBe(true);
    }
    if (entry.status === 200) answered.push(entry.at);
  }
  expect(lost).toBeGreaterThan(10);
});

it("loses none where the targets keep connections longer than the load balancer", () => {
  const safe = [...simulateLogEntries({ ...site, idleSeconds: 75 })];
  expect(safe.filter((entry) => entry.lost)).toEqual([]);
});

it("repeats itself for the same seed", () => {
  expect([...simulateLogEntries(site)]).toEqual([...simulateLogEntries(site)]);
});

it("names files after the interval's end and the node, as AWS does", () => {
  expect(fileName(1_767_225_900, "10.0.0.1")).toMatch(
    /_app\.shop\.[0-9a-f]{16}_20260101T0005Z_10\.0\.0\.1_\w+\.log\.gz$/,
  );
});
