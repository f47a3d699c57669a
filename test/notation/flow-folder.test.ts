import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { flows } from "../../flows/index.ts";
import { loadCatalogue } from "../../src/load-catalogue.ts";
import { checkShape } from "../../src/notation/check-shape.ts";

const example = await readFile(
  join(import.meta.dirname, "../../docs/examples/sqs-backlog.yaml"),
  "utf8",
);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-folder-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function brokenIn(text: string | Buffer, name: string): Promise<string> {
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

  it.each([
    ["is empty", "", /It holds no runbook: one begins with id/],
    ["holds a comment alone", "# later\n", /It holds no runbook/],
    ["holds a list", "- a\n", /It holds no runbook/],
    ["is in another encoding", Buffer.from("id: \xfc\n", "latin1"), /save it as UTF-8/],
  ])("says what to do about a file that %s", async (_, text, says) => {
    expect(await brokenIn(text, "shop.yaml")).toMatch(says);
  });

  it("reads what is linked there, as a volume of Kubernetes has it, and says which link leads nowhere", async () => {
    await mkdir(join(folder, "..data"));
    await writeFile(join(folder, "..data/shop.yaml"), example.replace("sqs-backlog", "shop"));
    await symlink("..data/shop.yaml", join(folder, "shop.yaml"));
    await symlink("nowhere", join(folder, "lost.yaml"));
    await symlink(".", join(folder, "loop"));
    const { find, broken } = await loadCatalogue(folder);
    expect(find("shop").id).toBe("shop");
    expect(broken).toEqual([
      { name: join(folder, "lost.yaml"), problems: [expect.stringContaining("leads nowhere")] },
    ]);
  });

  it("names both files of a version that is there twice", async () => {
    await writeFile(join(folder, "one.yaml"), example);
    expect(await brokenIn(example, "two.yaml")).toMatch(/two\.yaml:2: id: .*one\.yaml is used/);
    expect(await brokenIn(example.replace("sqs-backlog", "rds-connections"), "two.yaml")).toMatch(
      /rds-connections\.yaml is used/,
    );
  });

  it("starts a team's own later version of a runbook that ships, without a word, and not one with a mistake", async () => {
    const own = example
      .replace("sqs-backlog", "rds-connections")
      .replace("version: 1", "version: 9");
    expect(await brokenIn(own, "rds.yaml")).toBe("");
    expect((await loadCatalogue(folder)).find("rds-connections").version).toBe(9);
    expect(await brokenIn(own.replace("start: backlog", "start: nowhere"), "rds.yaml")).toMatch(
      /nowhere/,
    );
    expect((await loadCatalogue(folder)).find("rds-connections").version).toBe(1);
  });

  it("reads runbooks two folders down, and says which of two versions is started", async () => {
    await mkdir(join(folder, "team/mail"), { recursive: true });
    await writeFile(
      join(folder, "team/mail/shop.yaml"),
      example.replace("sqs-backlog", "shop").replace("version: 1", "version: 2"),
    );
    expect(await brokenIn(example.replace("sqs-backlog", "shop"), "a.yaml")).toMatch(
      /a\.yaml:3: version: Version 2 is here too, and is the one that is started/,
    );
    expect((await loadCatalogue(folder)).find("shop").version).toBe(2);
  });

  it("names the line of a mistake in a module", async () => {
    const flow = JSON.stringify({ ...flows[0], id: "shop", start: "nowhere" }, null, 2);
    const line = flow.split("\n").findIndex((one) => one.includes('"start":')) + 1;
    expect(await brokenIn(`export default ${flow};`, "shop.mjs")).toContain(
      `shop.mjs:${line}: start`,
    );
  });

  it("holds TypeScript to the same schema", async () => {
    const flow = JSON.stringify({ ...flows[0], id: "shop" }).replace('"say":', '"says":');
    expect(await brokenIn(`export default ${flow};`, "shop.mjs")).toMatch(
      /shop\.mjs:1: .*There is no "says" here. There is: say/,
    );
  });
});

it("what ships has the shape that is published", () => {
  expect(flows.flatMap(checkShape)).toEqual([]);
});
