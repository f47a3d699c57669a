import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { readCommonConfig } from "../../src/config/config.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { closed, started } from "../store/contract/samples.ts";
import { folders } from "../store/folder.ts";

const folder = folders();
const clock = () => 0;

afterEach(() => {
  process.exitCode = undefined;
});

/** A closed run and an open one, each with a note of U1. */
async function two(): Promise<string> {
  const path = join(folder(), "handrail.db");
  const bot = await openSqlite({ path, clock });
  await started(bot, "r1");
  await bot.commit(closed("r1", 1));
  await started(bot, "r2");
  await bot.close();
  return path;
}

function handrail(path: string, ...words: readonly string[]): Promise<string[]> {
  return saidBy([], path, ...words);
}

async function saidBy(lines: string[], path: string, ...words: readonly string[]) {
  const config = () => readCommonConfig({ HANDRAIL_REGIONS: "none", HANDRAIL_DATABASE: path });
  const program = createProgram({ out: (line) => lines.push(line), config }, "1", []);
  await program.parseAsync(["runs", ...words], { from: "user" });
  return lines;
}

it("forgets a closed run, and says what stays", async () => {
  const path = await two();
  expect(await handrail(path, "forget", "r1")).toEqual([
    "Run r1 is forgotten. Its messages in Slack are still there.",
  ]);
  await expect(handrail(path, "show", "r1")).rejects.toThrow("forgotten");
  await expect(handrail(path, "forget", "r2")).rejects.toThrow("is open: stop it in Slack");
  expect((await handrail(path, "verify"))[0]).toContain("r1  forgotten  4 events");
});

it("takes a person out of closed runs, and names the open ones that still have them", async () => {
  const path = await two();
  expect(await handrail(path, "forget", "U1")).toEqual([
    "U1 is taken out of 1 run.",
    "Open runs still name them; close these, and repeat it: r2.",
  ]);
  expect(process.exitCode).toBe(1);
});

it("lists the events of a run, and takes the words out of one", async () => {
  const path = await two();
  expect((await handrail(path, "redact", "r1"))[1]).toMatch(/^2 {2}\S+ {2}U1 {2}noted .*note 2/);
  await expect(handrail(path, "redact", "r1", "two")).rejects.toThrow("Its number");
  expect(await handrail(path, "redact", "r1", "2")).toEqual([
    "Struck from run r1: 2. The thread follows.",
  ]);
  expect((await handrail(path, "redact", "r1")).join()).not.toContain("note 2");
  expect((await handrail(path, "verify", "r1"))[0]).toContain("whole (1 struck)  4 events");
});

it("writes an export that only its owner reads, and over nothing", async () => {
  const path = await two();
  const to = join(folder(), "runs.jsonl");
  await handrail(path, "export", "--to", to);
  expect(statSync(to).mode & 0o777).toBe(0o600);
  expect(readFileSync(to, "utf8").trimEnd().split("\n")).toEqual(await handrail(path, "export"));
  await expect(handrail(path, "export", "--to", to)).rejects.toThrow("cannot be written");
});

it("holds runs to hashes that were kept elsewhere", async () => {
  const path = await two();
  const file = join(folder(), "heads.jsonl");
  writeFileSync(file, `${(await handrail(path, "verify", "--json")).join("\n")}\n`);
  appendFileSync(file, '{"at":"x","kind":"allowed","person":"U1","run":"r1"}\n');
  await handrail(path, "verify", "--against", file);
  expect(process.exitCode).toBeUndefined();
  appendFileSync(file, '{"kind":"recorded","run":"r2","revision":2,"head":"0"}\n');
  const [, other] = await handrail(path, "verify", "--against", file);
  expect(other).toBe("r2  BROKEN at event 2: it is missing, and its hash is known.");
  expect(process.exitCode).toBe(1);
  appendFileSync(file, "no json\n");
  await expect(handrail(path, "verify", "--against", file)).rejects.toThrow("is no JSON object");
  const said: string[] = [];
  appendFileSync(file, '{"kind":"recorded","run":"r9","revision":2,"head":"0"}\n{"kind":"reco');
  await expect(saidBy(said, path, "verify", "--against", file)).rejects.toThrow("Line 5 of");
  expect(said.at(-1)).toBe("r9  BROKEN at event 1: the whole run is missing.");
  await expect(handrail(path, "verify", "--against", folder())).rejects.toThrow("it is no file");
  await expect(handrail(path, "verify", "--against", "/dev/zero")).rejects.toThrow("it is no file");
});
