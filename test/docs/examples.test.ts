import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkFlow } from "#flow";
import hello from "../../docs/examples/hello.ts";
import { packs } from "../probes.ts";

const docs = join(import.meta.dirname, "../../docs");

it("loads the example of CONTRIBUTING.md as a flow that can be walked", () => {
  expect(checkFlow(hello, packs)).toEqual([]);
});

it("has no example that no test loads", async () => {
  expect(await readdir(join(docs, "examples"))).toEqual([
    "handrail.yaml",
    "hello.ts",
    "sqs-backlog.test.yaml",
    "sqs-backlog.yaml",
  ]);
});

it("links only to files that exist", async () => {
  const contributing = await readFile(join(docs, "../CONTRIBUTING.md"), "utf8");
  const links = [...contributing.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link]) => link);
  expect(links).toContain("docs/examples/hello.ts");
  for (const link of links) {
    await expect(readFile(join(docs, "..", link ?? "")), link).resolves.toBeDefined();
  }
});
