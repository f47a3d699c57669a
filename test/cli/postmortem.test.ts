import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { readCommonConfig } from "../../src/config/config.ts";
import { commitOf } from "../../src/engine/recorder.ts";
import { BadInput, NotFound } from "../../src/run/errors.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { begun } from "../engine/runs.ts";
import { small } from "../language/flows.ts";
import { folders } from "../store/folder.ts";

const folder = folders();

/** A database with one run, and a template beside it. */
async function stored(template?: string) {
  const at = folder();
  const database = join(at, "handrail.db");
  const bot = await openSqlite({ path: database, clock: () => 0 });
  const run = begun(small);
  const [first] = run.log;
  if (first) await bot.commit(commitOf(small, undefined, run, first, {}));
  await bot.close();
  const path = join(at, "template.md");
  if (template !== undefined) writeFileSync(path, template);
  const env = template === undefined ? {} : { HANDRAIL_POSTMORTEM_TEMPLATE: path };
  return (...words: readonly string[]) => handrail({ HANDRAIL_DATABASE: database, ...env }, words);
}

describe("handrail postmortem", () => {
  it("prints the page of a run", async () => {
    const run = await stored();
    expect(await run("postmortem", "r1")).toContain("## What is not known");
  });

  it("prints it in the team's template", async () => {
    const run = await stored("# Ours\n\n{{outcome}}\n");
    expect(await run("postmortem", "r1")).toBe("# Ours\n\nnot closed yet\n");
  });

  it("prints it as data", async () => {
    const run = await stored();
    expect(JSON.parse(await run("postmortem", "r1", "--json"))).toMatchObject({
      format: "handrail-postmortem",
      version: 1,
      run: "r1",
      outcome: null,
    });
  });

  it("uses the built-in page where the template has mistakes, and says so in it", async () => {
    const run = await stored("{{sumary}}");
    const page = await run("postmortem", "r1");
    expect(page).toMatch(/^<!-- The template was not used: Line 1: \{\{sumary\}\} is no slot/);
    expect(page).toContain("## Summary");
  });

  it("checks a template and names all its mistakes", async () => {
    await expect((await stored("{{sumary}} {{caus}}"))("postmortem", "--check")).rejects.toThrow(
      /sumary[\s\S]*\n- Line 1: \{\{caus\}\}/,
    );
    expect(await (await stored("{{summary}}"))("postmortem", "--check")).toMatch(/is fine\.$/);
    expect(await (await stored())("postmortem", "--check")).toContain("built-in one");
  });

  it("asks for a run, and says when there is no such run", async () => {
    const run = await stored();
    await expect(run("postmortem")).rejects.toThrow(BadInput);
    await expect(run("postmortem", "r9")).rejects.toThrow(NotFound);
  });
});

async function handrail(
  env: { readonly [name: string]: string },
  words: readonly string[],
): Promise<string> {
  const lines: string[] = [];
  const terminal = {
    out: (line: string) => void lines.push(line),
    config: () => readCommonConfig({ AWS_REGION: "eu-west-1", ...env }),
  };
  await createProgram(terminal, "0", []).parseAsync(["node", "handrail", ...words]);
  return lines.join("\n");
}
