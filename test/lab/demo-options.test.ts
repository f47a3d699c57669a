import { expect, it } from "vitest";
import { readOptions } from "../../lab/demo-options.ts";
import { flowOf, practiceFor, practiceNamed } from "../../lab/practised.ts";

it.each([
  [[], { help: false, auto: false, terminal: false }],
  [["--help"], { help: true }],
  [["--auto", "--flow", "rds-connections"], { auto: true, flow: "rds-connections" }],
  [["--scenario", "deploy"], { scenario: "deploy" }],
  [["--scenario"], { scenario: "list" }],
] as const)("reads %j", (typed, options) => {
  expect(readOptions(typed)).toMatchObject(options);
});

it.each([
  [["--flwo", "x"], "Unknown option '--flwo'."],
  [["deploy"], "“deploy” says nothing here."],
  [["--flow"], "--flow"],
  [["--flow", "a", "--scenario", "b"], "Give --flow or --scenario, not both."],
  [["--auto", "--terminal"], "Give --auto or --terminal, not both."],
] as const)("refuses %j with a sentence and the way to the help", (typed, says) => {
  expect(() => readOptions(typed)).toThrow(says);
  expect(() => readOptions(typed)).toThrow("npm run demo -- --help tells what there is.");
});

it("finds what to practise a runbook with, and says what there is where it finds nothing", () => {
  expect(flowOf(practiceFor("alb-502-keepalive"))).toBe("alb-502-keepalive");
  expect(practiceFor("rds-connections").name).toBe("open-transactions");
  expect(practiceNamed("faulty-version").title).toContain("right");
  expect(() => practiceFor("mine")).toThrow("mine.world.yaml");
  expect(() => practiceNamed("nothing")).toThrow("There is no scenario “nothing”.");
});
