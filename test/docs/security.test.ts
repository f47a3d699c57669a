import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const threats = read("docs/security.md")
  .split("\n")
  .filter((line) => /^\| (?!threat|---)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, threat = "", measure = "", shownBy = ""]) => ({ threat, measure, shownBy }));

test("The threat model names a measure and a test that exists for each threat", () => {
  expect(threats.length).toBeGreaterThan(15);
  for (const { threat, measure, shownBy } of threats) {
    expect(measure, threat).not.toBe("");
    const files = [...shownBy.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file);
    expect(files, threat).not.toEqual([]);
    expect(files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual(
      [],
    );
  }
});

test("What the threat model says is tried against the running bot is, and the other way round", () => {
  const attacks = globSync("test/hostile/attacks/*.ts").map(read);
  const tried = [...attacks.join("\n").matchAll(/^threat\("([^"]+)"/gm)];
  const marked = threats.flatMap(({ threat }) => (threat.startsWith("⚔ ") ? threat.slice(2) : []));
  expect(tried.map(([, name]) => name).toSorted()).toEqual(marked.toSorted());
});
