import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { factsIn, fillCommand, fillFacts, Unfilled } from "../../../src/language/texts/fill.ts";
import { visibleText } from "../../../src/language/texts/visible-text.ts";

test("fills facts and their parts, and leaves what only looks like one", () => {
  const facts = { queue: "orders", agreed: 300, where: { region: "eu-west-1" } };
  expect(fillFacts("{queue} in {where.region}: {agreed} s", facts)).toBe(
    "orders in eu-west-1: 300 s",
  );
  const others = `sum(rate(x{job="api"}[5m])) $\{HOME} {{queue}} {a: b}`;
  expect(fillFacts(others, facts)).toBe(others.replace("{{queue}}", "{queue}"));
  expect(factsIn({ a: "{queue}", b: ["{where.region}", `$\{HOME} {{x}}`] })).toEqual([
    "queue",
    "where",
  ]);
});

test("a fact that is missing, or is no text, is said to be", () => {
  expect(() => fillFacts("{queue}", {})).toThrow("The answer “queue” is missing.");
  expect(() => fillFacts("{queue.constructor}", { queue: {} })).toThrow(Unfilled);
});

test("whatever a fact holds, in a command it is one argument and runs nothing", () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "$(touch x)",
      "`id`",
      "a'b",
      'a"b',
      "a; rm -rf /",
      "-rf",
      "\u200b-rf",
      "a\nb",
      "$HOME",
      "=ls",
      "\\",
      "a b",
    ),
  );
  fc.assert(
    fc.property(hostile, (fact) => {
      fc.pre(fact !== "" && visibleText(fact) !== "");
      let line: string;
      try {
        line = fillCommand("printf %s {fact}", { fact });
      } catch (error) {
        expect(visibleText(fact).startsWith("-")).toBe(true);
        expect(error).toBeInstanceOf(Unfilled);
        return;
      }
      const printed = execFileSync("/bin/sh", ["-c", line], { encoding: "utf8", env: {} });
      expect(printed).toBe(visibleText(fact).replaceAll("\n", " "));
    }),
    { numRuns: 60 },
  );
});

test.each([
  'ls "{file}"',
  "ls '{file}'",
  "ssh host ls {file}",
  "echo $(cat {file})",
  "eval {file}",
])("%s takes plain words only, for another shell may read them", (command) => {
  expect(fillCommand(command, { file: "/var/log/app-1.log" })).toContain("/var/log/app-1.log");
  expect(() => fillCommand(command, { file: "a; reboot" })).toThrow(/signs that a shell/);
});
