import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flows } from "../../flows/index.ts";

const root = new URL("../../", import.meta.url);
const readme = readFileSync(new URL("README.md", root), "utf8");
const links = [...readme.matchAll(/(?:\]\(|src="|srcset=")((?!https?:)[^)"#]+)/g)].map(
  ([, link]) => link ?? "",
);

test("the README links to the page and the drawing of the first runbook as it is now", () => {
  const [first] = flows;
  const page = `docs/flows/${first?.id}@${first?.version}`;
  expect(links).toEqual(expect.arrayContaining([`${page}.md`, `${page}.mmd`]));
});

test("the README links only to what is there", () => {
  expect(links.filter((link) => !existsSync(new URL(link, root)))).toEqual([]);
});
