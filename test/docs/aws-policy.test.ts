import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { iamPolicy } from "../../src/aws/iam.ts";

it("documents exactly the rights that the probes use", async () => {
  const file = join(import.meta.dirname, "../../docs/aws-policy.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(iamPolicy());
});
