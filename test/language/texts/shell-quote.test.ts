import { execFileSync } from "node:child_process";
import { array, assert, constantFrom, property, string } from "fast-check";
import { expect, test } from "vitest";
import { commandLine } from "../../../src/aws/cli-line.ts";
import { quoteForShell } from "../../../src/language/texts/shell-quote.ts";
import { visibleText } from "../../../src/language/texts/visible-text.ts";

/** The words that a real shell makes of these. */
const shellWords = (line: string) =>
  execFileSync("bash", ["-c", `printf '%s\\0' ${line}`])
    .toString()
    .split("\0")
    .slice(0, -1);

const hostile = ["'", '"', "`id`", "$(id)", "$IFS", "\\", "\n", ";", "&", "|", "*", "~", "!", "-n"];
const piece = constantFrom(...hostile, "=", "#", "{a,b}", "[1-9]", "<", ">", " ", "ä", "a", "");
const seen = (word: string) => visibleText(word).replaceAll("\n", " ");
/** A program's argument can hold no NUL. */
const text = string({ unit: "binary" }).map((any) => any.replaceAll("\0", ""));

test("a shell hands on whatever was quoted as one word, and all of it that can be seen", () => {
  const word = array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  assert(
    property(array(word, { minLength: 1 }), array(text), (some, others) => {
      const words = [...some, ...others];
      expect(shellWords(words.map(quoteForShell).join(" "))).toEqual(words.map(seen));
    }),
    { numRuns: 60 },
  );
});

test("every argument of an AWS line is quoted, the region too", () => {
  const line = commandLine(
    "elasticloadbalancing:DescribeLoadBalancers",
    { Names: ["a'; id; '", "-b c"] },
    "eu;id",
  );
  expect(shellWords(line)).toEqual([
    "aws",
    "elbv2",
    "describe-load-balancers",
    "--region",
    "eu;id",
    "--names",
    "a'; id; '",
    "-b c",
  ]);
});

test("plain words stay as they are, except a leading = that zsh would look up", () => {
  expect(["Name=x,Values=y", "--max-items", "a/b:c"].map(quoteForShell).join(" ")).toBe(
    "Name=x,Values=y --max-items a/b:c",
  );
  expect(quoteForShell("=ls")).toBe("'=ls'");
});
