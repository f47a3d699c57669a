import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addAwsPolicy } from "../../src/cli/aws-policy.ts";
import { createProgram } from "../../src/cli/program.ts";
import { addStart } from "../../src/cli/start.ts";

const docs = join(import.meta.dirname, "../../docs");
const page = readFileSync(join(docs, "installing.md"), "utf8");
/** The blocks of shell, and what stands between backticks and begins with a program that is meant to be run. */
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? "");
const inline = [...page.matchAll(/`((?:docker|kubectl|systemctl|sqlite3|node|npm|git) [^`]+)`/g)];
const commands = [...blocks, ...inline.map(([, command]) => command ?? "")];
const lines = commands.flatMap((block) => block.replaceAll("\\\n", " ").trim().split("\n"));

describe("the page on installing", () => {
  it("has only commands that a shell can read", () => {
    expect(blocks.length).toBeGreaterThan(5);
    const faults = commands.filter((one) => spawnSync("bash", ["-n"], { input: one }).status !== 0);
    expect(faults).toEqual([]);
  });

  it("names files of the project that are there", () => {
    const named = lines.flatMap(
      (line) => line.match(/(?<![\w/.-])(?:deploy|bin)\/[\w./-]+/g) ?? [],
    );
    expect(new Set(named).size).toBeGreaterThan(4);
    expect(named.filter((path) => !existsSync(join(docs, "..", path)))).toEqual([]);
  });

  it("asks Handrail only for what it does", () => {
    const terminal = { out: () => {}, config: () => expect.fail("nothing is run") };
    const program = createProgram(terminal, "0", [
      addStart(() => Promise.resolve()),
      addAwsPolicy(["aws"], () => Promise.resolve({})),
    ]);
    const asked = lines.flatMap((line) => {
      const [, words] = /(?:handrail\.js|handrail:0\.1\.0) ([a-z ]*[a-z])/.exec(line) ?? [];
      return words === undefined ? [] : [words.split(" ")];
    });
    expect(asked.length).toBeGreaterThan(3);
    for (const [first, second] of asked) {
      const command = program.commands.find((one) => one.name() === first);
      expect(command, first).toBeDefined();
      const names = command?.commands.map((one) => one.name()) ?? [];
      if (second !== undefined) expect(names).toContain(second);
    }
  });

  it("links only to what is there", () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(
      ([, link]) => link ?? "",
    );
    expect(links.filter((link) => !existsSync(join(docs, link)))).toEqual([]);
  });

  it("has each way of installing, with the way out again", () => {
    const sections = page.split(/^## /m).slice(1);
    const ways = sections.filter(
      (section) => !/^(What was not tried|Roles in AWS|Settings and|A proxy)/.test(section),
    );
    for (const way of ways)
      expect(way.toLowerCase()).toMatch(/upgrade[\s\S]*uninstall|uninstall[\s\S]*upgrade/);
  });
});
