import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AwsProblem } from "../../../aws/aws-problem.ts";
import type { Terminal } from "../../../cli/terminal.ts";
import { runUntilInterrupted } from "../../../cli/until-interrupted.ts";
import { BadInput } from "../../../run/errors.ts";
import { findFiles } from "../../access-logs/find-log-files.ts";
import { bucketPlace, bucketSource } from "../../access-logs/log-bucket.ts";
import {
  type LogSource,
  type LogsReading,
  localSource,
  readLogs,
} from "../../access-logs/read-logs.ts";
import type { LogPeriod } from "../../access-logs/sql-requests.ts";
import type { LogVerdict } from "../../gaps/causes.ts";
import { judgeLogs } from "../../gaps/log-verdict.ts";
import { readAthenaTable } from "./athena.ts";
import { chooseAccount } from "./choose-account.ts";
import { logsJson } from "./json-report.ts";
import { cloudWatchCount, duckdbResources, type LogsOptions } from "./options.ts";
import { createProgressBar } from "./progress-bar.ts";
import { logsReport } from "./report.ts";

/** Reads, prints the judgement, and says its verdict. Rejects with BadInput. */
export async function printJudgement(
  where: string | undefined,
  options: LogsOptions,
  stretch: LogPeriod,
  terminal: Terminal,
): Promise<LogVerdict> {
  using stop = runUntilInterrupted(() => new BadInput("Stopped; nothing was kept."));
  const { signal } = stop;
  try {
    const reading =
      options.athena === undefined
        ? await readingOfFiles(where, options, stretch, terminal, signal)
        : await readAthenaTable(options, stretch, terminal, signal);
    const { answers, malformed } = reading;
    const judgement = judgeLogs(
      answers,
      cloudWatchCount(options.cloudwatch),
      malformed,
      options.idleTimeout ?? null,
    );
    const lines = options.json ? [logsJson(reading, judgement)] : logsReport(reading, judgement);
    for (const line of lines) terminal.out(line);
    return judgement.verdict;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AwsProblem) throw new BadInput(error.message);
    throw noRoom(error) ?? error;
  }
}

/** What to do where the temporary folder takes no more, as Node and DuckDB say it; undefined for whatever else failed. */
function noRoom(error: unknown): BadInput | undefined {
  const isFull = /ENOSPC|EDQUOT|EFBIG|No space left on device/.test(String(error));
  if (
    !isFull &&
    !/EROFS|EACCES|EPERM|ENOENT: no such file or directory, mkdtemp|Read-only file system/.test(
      String(error),
    )
  )
    return undefined;
  const state = isFull ? "is full" : "cannot be written";
  return new BadInput(
    `The temporary folder ${tmpdir()} ${state}, and the logs are kept there while they are read. Free some space, or name another folder with TMPDIR; nothing was kept.`,
  );
}

async function readingOfFiles(
  where: string | undefined,
  options: LogsOptions,
  stretch: LogPeriod,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<LogsReading> {
  if (where === undefined)
    throw new BadInput(
      "Name a file, a folder, a glob, s3://bucket/prefix, or - for what is piped in.",
    );
  if (where === "-")
    return await piped((file) => readingOfFiles(file, options, stretch, terminal, signal), signal);
  const bar = createProgressBar(process.stderr);
  const source = await sourceOf(where, options, stretch, terminal, signal);
  const resources = duckdbResources(options);
  const using = { stretch, resources, signal, onProgress: bar.show, clock: Date.now };
  return await readLogs(source, using).finally(bar.clear);
}

/** What comes by standard input, kept in a file of its own while it is read: it may be compressed, and longer than memory. */
async function piped(
  read: (file: string) => Promise<LogsReading>,
  signal: AbortSignal,
): Promise<LogsReading> {
  const folder = await mkdtemp(join(tmpdir(), "handrail-stdin-"));
  try {
    const file = join(folder, "stdin");
    await pipeline(process.stdin, createWriteStream(file), { signal });
    return await read(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sourceOf(
  where: string,
  options: LogsOptions,
  stretch: LogPeriod,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<LogSource> {
  const place = bucketPlace(where);
  if (place === undefined) return localSource(await findFiles(where, stretch));
  const account = await chooseAccount(options, terminal, where);
  return bucketSource(account, place, stretch, signal);
}
