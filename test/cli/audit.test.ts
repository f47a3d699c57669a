import { mkdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { readCommonConfig } from "../../src/config/config.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { closed, started } from "../store/contract/samples.ts";
import { folders } from "../store/folder.ts";

const folder = folders();

afterEach(() => {
  process.exitCode = undefined;
});

/** A database with the closed run r1, and a place for the audit stream. */
async function closedRun() {
  const place = folder();
  const bot = await openSqlite({ path: join(place, "handrail.db"), clock: () => 0 });
  await started(bot, "r1");
  await bot.commit(closed("r1", 1));
  await bot.close();
  return { database: join(place, "handrail.db"), audit: join(place, "audit.jsonl"), place };
}

type Opened = Awaited<ReturnType<typeof closedRun>>;

async function handrail({ database, audit }: Opened, words: readonly string[]) {
  const lines: string[] = [];
  const env = {
    HANDRAIL_REGIONS: "none",
    HANDRAIL_DATABASE: database,
    HANDRAIL_AUDIT: audit,
  };
  const config = () => readCommonConfig(env);
  const program = createProgram({ out: (line) => lines.push(line), config }, "1", []);
  await program.parseAsync(words, { from: "user" });
  return lines;
}

const told = ({ audit }: Opened): readonly { readonly kind: string; readonly deed: string }[] =>
  readFileSync(audit, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

it.each([
  [["runs", "list"], "runs list", undefined],
  [["runs", "verify"], "runs verify", undefined],
  [["runs", "verify", "r1"], "runs verify", "r1"],
  [["runs", "export"], "runs export", undefined],
  [["runs", "export", "--run", "r1"], "runs export", "r1"],
  [["runs", "redact", "r1"], "runs redact, list", "r1"],
  [["runs", "redact", "r1", "2"], "runs redact", "r1"],
  [["runs", "forget", "r1"], "runs forget", "r1"],
  [["runs", "forget", "U1"], "runs forget person", undefined],
])("tells the audit stream of handrail %j, by whom and where", async (words, deed, run) => {
  const opened = await closedRun();
  await handrail(opened, words);
  expect(told(opened)[0]).toEqual({
    at: expect.any(String),
    kind: "commanded",
    person: expect.stringMatching(/./),
    from: hostname(),
    deed,
    ...(run === undefined ? {} : { run }),
  });
});

it.each([
  ["runs", "show", "r1"],
  ["postmortem", "r1"],
  ["flows", "record", "r1"],
])("tells it of handrail %s %s even where that fails", async (...words) => {
  const opened = await closedRun();
  await handrail(opened, words).catch(() => {});
  expect(told(opened)[0]).toMatchObject({
    kind: "commanded",
    deed: `${words.slice(0, -1).join(" ")}`,
    run: "r1",
  });
});

it("tells it of the events that a command records as well", async () => {
  const opened = await closedRun();
  await handrail(opened, ["runs", "redact", "r1", "2"]);
  expect(told(opened).map(({ kind, deed }) => [kind, deed])).toEqual([
    ["commanded", "runs redact"],
    ["recorded", "struck"],
  ]);
});

it("reads and changes nothing while the stream takes no line", async () => {
  const opened = await closedRun();
  mkdirSync(opened.audit);
  await expect(handrail(opened, ["runs", "forget", "r1"])).rejects.toThrow(
    /audit file cannot be written.*nothing was read or changed/,
  );
  const elsewhere = { ...opened, audit: join(opened.place, "other.jsonl") };
  expect((await handrail(elsewhere, ["runs", "verify", "r1"]))[0]).toContain("whole");
});
