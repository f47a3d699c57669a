import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diagnoseExitCodes } from "../../src/alb/commands/diagnose.ts";

const page = readFileSync(new URL("../../docs/diagnose.md", import.meta.url), "utf8");

test("the page documents every verdict with its exit code, and no other", () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| (\d+) \|/gm)];
  const documented = Object.fromEntries(rows.map(([, verdict, code]) => [verdict, Number(code)]));
  expect(documented).toEqual(diagnoseExitCodes);
});
