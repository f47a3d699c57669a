import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { readCommonConfig } from "../../src/config/config.ts";
import { BadConfig, BadInput, NotFound, StoreUnavailable } from "../../src/run/errors.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { change, started } from "../store/contract/samples.ts";
import { folders } from "../store/folder.ts";
import { databases, missing } from "../store/server/databases.ts";

const folder = folders();
const clock = () => 0;

it("lists, shows and exports runs where no region is configured", async () => {
  const path = join(folder(), "handrail.db");
  const bot = await openSqlite({ path, clock });
  await started(bot, "r1");
  await bot.close();
  expect(await handrail(path, "runs")).toEqual([expect.stringContaining("r1")]);
  await expect(handrail(path, "runs", "show", "r3")).rejects.toThrow(NotFound);
});

it("exports the runs of the configured database while the bot has it, and imports them into another", async () => {
  const at = folder();
  const [from, to, file] = [join(at, "from.db"), join(at, "to.db"), join(at, "runs.jsonl")];
  const bot = await openSqlite({ path: from, clock });
  await started(bot, "r1");
  await started(bot, "r2");
  const lines = await handrail(from, "runs", "export");
  await bot.close();
  writeFileSync(file, `${lines.join("\n")}\n`);
  expect(await handrail(to, "runs", "import", file)).toEqual(["2 runs are back."]);
  expect(await handrail(to, "runs", "export")).toEqual(lines);
  expect(readFileSync(file, "utf8")).toContain('{"kind":"run","id":"r1",');
});

it("verifies what was written, and what came back from an export alike", async () => {
  const at = folder();
  const [from, to, file] = [join(at, "from.db"), join(at, "to.db"), join(at, "runs.jsonl")];
  const bot = await openSqlite({ path: from, clock });
  await started(bot, "r1");
  await bot.close();
  const verified = await handrail(from, "runs", "verify");
  expect(verified).toEqual([expect.stringMatching(/^r1 {2}whole {2}1 events {2}[0-9a-f]{64}$/)]);
  writeFileSync(file, `${(await handrail(from, "runs", "export")).join("\n")}\n`);
  await handrail(to, "runs", "import", file);
  expect(await handrail(to, "runs", "verify", "r1")).toEqual(verified);
  await expect(handrail(to, "runs", "verify", "r9")).rejects.toThrow(NotFound);
  expect(process.exitCode).toBeUndefined();
});

it("names the run whose log was changed, and fails", async () => {
  const path = join(folder(), "handrail.db");
  const bot = await openSqlite({ path, clock });
  await started(bot, "r1");
  await bot.close();
  const database = new DatabaseSync(path);
  database.exec("update events set previous = 'x'");
  database.close();
  try {
    expect(await handrail(path, "runs", "verify")).toEqual([
      expect.stringMatching(/^r1 {2}BROKEN at event 1: /),
    ]);
    expect(process.exitCode).toBe(1);
  } finally {
    process.exitCode = undefined;
  }
});

it("names the run of whose log no run comes, though its hashes fit", async () => {
  const path = join(folder(), "handrail.db");
  const bot = await openSqlite({ path, clock });
  await bot.commit(change("r1", 0));
  await bot.close();
  try {
    expect(await handrail(path, "runs", "verify")).toEqual([
      "r1  BROKEN at event 1: its events do not fit together.",
    ]);
    expect(process.exitCode).toBe(1);
  } finally {
    process.exitCode = undefined;
  }
});

it.each([
  ["status", "'closed'"],
  ["driver", "'U2'"],
  ["subject", "'another'"],
  ["exclusive", "0"],
  ["version", "2"],
  ["channel", "'C2'", "place"],
  ["thread_ts", "'1.2'", "place"],
  ["started_at", "1", "startedAt"],
  ["flow", "''"],
])("names the run whose %s was changed in its row", async (column, value, called = column) => {
  const path = join(folder(), "handrail.db");
  const bot = await openSqlite({ path, clock });
  await started(bot, "r1");
  await bot.close();
  const database = new DatabaseSync(path);
  database.exec(`update runs set ${column} = ${value}`);
  database.close();
  try {
    expect(await handrail(path, "runs", "verify")).toEqual([
      `r1  BROKEN at event 1: the run's row has another ${called} than its log says.`,
    ]);
    expect(process.exitCode).toBe(1);
  } finally {
    process.exitCode = undefined;
  }
});

describe.skipIf(missing)("on PostgreSQL", () => {
  const { make } = missing ? { make: async () => "" } : databases();

  it("imports what was exported from the file, and exports the same", async () => {
    const [path, file] = [join(folder(), "handrail.db"), join(folder(), "runs.jsonl")];
    const bot = await openSqlite({ path, clock });
    for (const run of ["r1", "r2", "r3"]) await started(bot, run);
    await bot.close();
    const lines = await handrail(path, "runs", "export");
    writeFileSync(file, `${lines.join("\n")}\n`);
    const url = await make();
    expect(await handrail(url, "runs", "import", file)).toEqual(["3 runs are back."]);
    expect(await handrail(url, "runs", "export")).toEqual(lines);
  });
});

it("exports one run where it is named", async () => {
  const path = join(folder(), "handrail.db");
  const bot = await openSqlite({ path, clock });
  await started(bot, "r1");
  await started(bot, "r2");
  await bot.close();
  const lines = await handrail(path, "runs", "export", "--run", "r2");
  expect(lines.filter((line) => line.includes('"kind":"run"'))).toHaveLength(1);
  await expect(handrail(path, "runs", "export", "--run", "r3")).rejects.toThrow(NotFound);
});

it("says what is wrong where there is nothing to export, nothing to import, or a bot at work", async () => {
  const path = join(folder(), "handrail.db");
  await expect(handrail(path, "runs", "export")).rejects.toThrow(BadConfig);
  await expect(handrail(path, "runs", "import", "nowhere.jsonl")).rejects.toThrow(BadInput);
  await expect(handrail(path, "runs", "import", folder())).rejects.toThrow(BadInput);
  const bot = await openSqlite({ path, clock });
  await expect(handrail(path, "runs", "import", "nowhere.jsonl")).rejects.toThrow(StoreUnavailable);
  await bot.close();
});

/** What the command prints, line by line, with the database in this file or at this address. */
async function handrail(database: string, ...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const terminal = {
    out: (line: string) => void lines.push(line),
    config: (region?: string) =>
      readCommonConfig({ HANDRAIL_REGIONS: region, [nameOf(database)]: database }),
  };
  await createProgram(terminal, "test", []).parseAsync(["node", "handrail", ...words]);
  return lines;
}

const nameOf = (database: string) =>
  database.startsWith("postgres://") ? "DATABASE_URL" : "HANDRAIL_DATABASE";
