import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { flows } from "../../flows/index.ts";
import { loadCatalogue } from "../../src/load-catalogue.ts";
import { shapeOf } from "../../src/notation/check-shape.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-folder-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function brokenIn(text: string, name: string): Promise<string> {
  await writeFile(join(folder, name), text);
  const { broken } = await loadCatalogue(folder);
  return broken.flatMap((one) => one.problems.map((says) => `${one.name}: ${says}`)).join("\n");
}

describe("a folder of runbooks", () => {
  it("names a compiled file beside its source, and reads the source", async () => {
    const flow = JSON.stringify(flows[0]);
    await writeFile(join(folder, "shop.js"), "export default 1;");
    expect(
      await brokenIn(`export default ${flow.replace('"alb-502-keepalive"', '"shop"')};`, "shop.ts"),
    ).toMatch(/shop\.js: It is not read, for shop\.ts stands beside it/);
    expect((await loadCatalogue(folder)).find("shop").id).toBe("shop");
  });

  it.each(["shop.cjs", "shop.mts", "shop.yaml.bak"])("says that %s is not read", async (name) => {
    expect(await brokenIn("module.exports = {};", name)).toMatch(
      /It is not read: a runbook is a \.yaml/,
    );
  });

  it("holds TypeScript to the same schema", async () => {
    const flow = JSON.stringify({ ...flows[0], id: "shop" }).replace('"say":', '"says":');
    expect(await brokenIn(`export default ${flow};`, "shop.mjs")).toMatch(
      /shop\.mjs: .*There is no "says" here. There is: say/,
    );
  });
});

it("what ships has the shape that is published", () => {
  expect(flows.flatMap(shapeOf)).toEqual([]);
});
