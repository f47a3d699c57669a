import { expect, test } from "vitest";
import { judgePattern } from "../../src/alb/diagnosis/pattern/judge-pattern.ts";
import { deployIncident, raceIncident } from "./incidents.ts";

const seeds = Array.from({ length: 30 }, (_, index) => index + 1);

test("thirty incidents of targets that come and go are never called the race", () => {
  const found = seeds.map((seed) => {
    const { shape, observation } = deployIncident(seed);
    return `${seed} ${shape}: ${judgePattern(observation).finding}`;
  });
  expect(found.filter((one) => one.endsWith("-race"))).toEqual([]);
});

test("most of them are called what they are", () => {
  const named = seeds.filter((seed) => {
    const { observation } = deployIncident(seed);
    return ["deploy", "targets-down", "connect-refused"].includes(
      judgePattern(observation).finding,
    );
  });
  expect(named.length).toBeGreaterThanOrEqual(20);
});

test("thirty incidents of the race are found in twenty-seven at least, and never called a deploy", () => {
  const found = seeds.map((seed) => judgePattern(raceIncident(seed)).finding);
  expect(found.filter((one) => one === "keepalive-race").length).toBeGreaterThanOrEqual(27);
  expect(found).not.toContain("deploy");
});
