import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { openAccount } from "../../aws/account.ts";
import { AwsProblem } from "../../aws/problems.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { BadInput } from "../../run/errors.ts";
import { bucketPlace, bucketSource } from "../access-logs/bucket.ts";
import { findFiles } from "../access-logs/files.ts";
import { type LogSource, localSource, type Reading, readLogs } from "../access-logs/read.ts";
import type { Stretch } from "../access-logs/requests.ts";
import { judgeLogs, type LogVerdict } from "../gaps/verdict.ts";
import { type AthenaChoices, printSql, readingOfAthena } from "./logs/athena.ts";
import { createBar } from "./logs/bar.ts";
import { logsJson } from "./logs/json.ts";
import { cloudWatchCount, stretchOf, wholeNumber } from "./logs/options.ts";
import { logsReport } from "./logs/report.ts";

/** The exit code of each verdict; 1 is for what could not be done at all. */
export const exitCodes: { readonly [verdict in LogVerdict]: number } = {
  none: 0,
  unreadable: 2,
  "keepalive-race": 10,
  mixed: 11,
  "other-cause": 12,
  unclear: 13,
};

interface LogsOptions extends AthenaChoices {
  readonly json?: true;
  readonly from?: string;
  readonly to?: string;
  readonly since?: string;
  readonly cloudwatch?: number;
  /** Seconds. */
  readonly idleTimeout?: number;
  readonly athenaSql?: string;
}

/** `handrail logs`: what the access logs of an Application Load Balancer say about its 502s. */
export function addLogs(program: Command, terminal: Terminal): void {
  const command = program
    .command("logs [where]")
    .description(
      "find the cause of 502s in access logs: a file, folder, glob, s3://bucket/prefix, or - for standard input",
    )
    .option("--json", "print the judgement as JSON")
    .option(
      "--from <time>",
      "only what was answered from this moment on, such as 2026-01-01T12:00Z",
    )
    .option("--to <time>", "only what was asked before this moment")
    .option("--since <time>", "only the last while, such as 3h or 45m")
    .option("--region <region>", "the bucket's region; the first of the configuration when absent")
    .option("--memory <MB>", "how much memory the reading may use", wholeNumber, 1024)
    .option("--threads <count>", "how many processors it may use", wholeNumber, 2)
    .option("--cloudwatch <count>", "CloudWatch's HTTPCode_ELB_502_Count, to compare", wholeNumber)
    .addHelpText("after", codes);
  addAthenaOptions(command).action(async (where: string | undefined, options: LogsOptions) => {
    const { partition, loadBalancer } = options;
    const stretch = { ...stretchOf(options, Date.now()), partition, loadBalancer };
    if (options.athenaSql === undefined) await judge(where, options, stretch, terminal);
    else printSql(options.athenaSql, stretch, terminal);
  });
}

const addAthenaOptions = (command: Command) =>
  command
    .option(
      "--idle-timeout <s>",
      "the load balancer's idle timeout, to hold gaps against",
      wholeNumber,
    )
    .option("--athena <database.table>", "ask Athena instead of reading files; needs --workgroup")
    .option("--workgroup <name>", "the workgroup that Athena runs in")
    .option(
      "--output <s3://…>",
      "where Athena writes results; where the workgroup says when absent",
    )
    .option("--max-scanned <GB>", "stop when Athena has read more than this", wholeNumber, 100)
    .option("--partition <column>", "the table's column of days, such as 2026/01/31")
    .option("--load-balancer <app/…>", "only the table's rows of this one: the end of its ARN")
    .option("--athena-sql <table>", "print the same questions as SQL for Athena, and read nothing");

const codes = `
Exit codes: 0 no 502, 10 the keep-alive race is shown, 11 the race among larger causes,
12 another cause, 13 unclear, 2 no access log lines, 1 could not be read.`;

async function judge(
  where: string | undefined,
  options: LogsOptions,
  stretch: Stretch,
  terminal: Terminal,
): Promise<void> {
  const stop = new AbortController();
  const interrupted = () => stop.abort(new BadInput("Stopped; nothing was kept."));
  process.once("SIGINT", interrupted);
  try {
    const { signal } = stop;
    const reading =
      options.athena === undefined
        ? await readingOfFiles(where, options, stretch, terminal, signal)
        : await readingOfAthena(options, stretch, terminal, signal);
    const { answers, malformed } = reading;
    const judgement = judgeLogs(
      answers,
      cloudWatchCount(options.cloudwatch),
      malformed,
      options.idleTimeout ?? null,
    );
    const lines = options.json ? [logsJson(reading, judgement)] : logsReport(reading, judgement);
    for (const line of lines) terminal.out(line);
    process.exitCode = exitCodes[judgement.verdict];
  } catch (error) {
    throw error instanceof AwsProblem ? new BadInput(error.message) : error;
  } finally {
    process.off("SIGINT", interrupted);
  }
}

async function readingOfFiles(
  where: string | undefined,
  options: LogsOptions,
  stretch: Stretch,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Reading> {
  if (where === undefined)
    throw new BadInput(
      "Name a file, a folder, a glob, s3://bucket/prefix, or - for what is piped in.",
    );
  if (where === "-")
    return await piped((file) => readingOfFiles(file, options, stretch, terminal, signal), signal);
  const bar = createBar(process.stderr);
  const source = await sourceOf(where, options, stretch, terminal, signal);
  const resources = { memoryMegabytes: options.memory, threads: options.threads };
  const using = { stretch, resources, signal, onProgress: bar.show, clock: Date.now };
  return await readLogs(source, using).finally(bar.clear);
}

/** What comes by standard input, kept in a file of its own while it is read: it may be compressed, and longer than memory. */
async function piped(
  read: (file: string) => Promise<Reading>,
  signal: AbortSignal,
): Promise<Reading> {
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
  { region }: LogsOptions,
  stretch: Stretch,
  { config }: Terminal,
  signal: AbortSignal,
): Promise<LogSource> {
  const place = bucketPlace(where);
  if (place === undefined) return localSource(await findFiles(where, stretch));
  const account = openAccount({ name: "default", region: region ?? config().regions[0] ?? "" });
  return bucketSource(account, place, stretch, signal);
}
