import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { audited } from "../../tools/audit.ts";
import { type Lock, licenceList, neededIn, texts } from "../../tools/licences.ts";

const root = join(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(join(root, name), "utf8");
const lock = JSON.parse(read("package-lock.json")) as Lock;

test("no package that is needed at run time runs a script when it is installed", () => {
  const scripts = neededIn(lock).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripts.map(([path]) => path)).toEqual([]);
  expect(neededIn(lock).length).toBeGreaterThan(50);
});

test("the list of licences is that of the lock, and each is one that was thought about", () => {
  expect(read("docs/licences.md"), "Run `npm run licences`.").toBe(licenceList(lock));
  const known =
    /^(MIT|MIT AND OFL-1\.1|Apache-2\.0|ISC|BSD-[23]-Clause|0BSD|MPL-2\.0|BlueOak-1\.0\.0)$/;
  const others = neededIn(lock).filter(([, { license = "" }]) => !known.test(license));
  expect(others).toEqual([]);
});

test.each(Object.entries(texts))("the text of %s goes along in full", (name, from) => {
  const text = read(`docs/licences/${name}.txt`);
  expect(text).toBe(read(`node_modules/${from}`));
  expect(text.length).toBeGreaterThan(4_000);
});

test("the bill of materials is CycloneDX, made from the lock alone, and names what is needed", () => {
  const bill = JSON.parse(
    execFileSync("npm", ["run", "--silent", "sbom"], { cwd: root, encoding: "utf8" }),
  ) as { bomFormat: string; components: { name: string }[] };
  expect(bill.bomFormat).toBe("CycloneDX");
  const names = bill.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["@slack/bolt", "xstate", "kysely"]));
  expect(names).not.toContain("vitest");
});

const answer = (vulnerabilities: object) => JSON.stringify({ metadata: { vulnerabilities } });

test.each([
  [answer({ low: 0, high: 0, total: 0 }), 0, "No grave fault is known (none)."],
  [answer({ low: 2, high: 0, total: 2 }), 0, "No grave fault is known (2 low)."],
  [answer({ moderate: 1, high: 1, critical: 2, total: 4 }), 1, "1 moderate, 1 high, 2 critical"],
  ['{"message":"405 Method Not Allowed"}', 2, "could not be asked"],
  ["", 2, "could not be asked"],
])("an audit that answers %s is %i", (output, code, says) => {
  expect(audited(output)).toEqual({ code, says: expect.stringContaining(says) });
});
