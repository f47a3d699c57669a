import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diagram } from "#flow";
import { flows } from "../../flows/index.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

test("the README draws the first runbook as it is", () => {
  const [first] = flows;
  expect(readme).toContain(first && `\`\`\`mermaid\n${diagram(first)}\`\`\``);
});
