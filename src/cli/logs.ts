import type { Command } from "commander";
import { BadInput } from "../engine/errors.ts";
import { judgeLogs, type LogVerdict } from "../keepalive/gaps/verdict.ts";
import { openAccount } from "../probes/aws/account.ts";
import { AwsProblem } from "../probes/aws/problems.ts";
import { bucketPlace, bucketSource } from "../probes/logs/bucket.ts";
import { athena } from "../probes/logs/dialect.ts";
import { findFiles } from "../probes/logs/files.ts";
import { questionNames, statementOf } from "../probes/logs/question.ts";
import { type LogSource, localSource, readLogs } from "../probes/logs/read.ts";
import type { Stretch } from "../probes/logs/requests.ts";
import { createBar } from "./logs/bar.ts";
import { logsJson } from "./logs/json.ts";
import { cloudWatchCount, stretchOf, wholeNumber } from "./logs/options.ts";
import { logsReport } from "./logs/report.ts";
import type { Terminal } from "./terminal.ts";

/** The exit code of each verdict; 1 is for what could not be done at all. */
export const exitCodes: { readonly [verdict in LogVerdict]: number } = {
  none: 0,
  unreadable: 2,
  "keepalive-race": 10,
  mixed: 11,
  "other-cause": 12,
  unclear: 13,
};

interface LogsOptions {
  readonly json?: true;
  readonly from?: string;
  readonly to?: string;
  readonly since?: string;
  readonly region?: string;
  readonly memory: number;
  readonly threads: number;
  readonly cloudwatch?: number;
  readonly athenaSql?: string;
}

/** `handrail logs`: what the access logs of an Application Load Balancer say about its 502s. */
export function addLogs(program: Command, terminal: Terminal): void {
  program
    .command("logs [where]")
    .description(
      "find the cause of 502s in access logs: a file, folder, glob or s3://bucket/prefix",
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
    .option("--athena-sql <table>", "print the same questions as SQL for Athena, and read nothing")
    .addHelpText("after", codes)
    .action(async (where: string | undefined, options: LogsOptions) => {
      const stretch = stretchOf(options, Date.now());
      if (options.athenaSql === undefined) await judge(where, options, stretch, terminal);
      else printSql(options.athenaSql, stretch, terminal);
    });
}

const codes = `
Exit codes: 0 no 502, 10 the keep-alive race is shown, 11 the race among larger causes,
12 another cause, 13 unclear, 2 no access log lines, 1 could not be read.`;

async function judge(
  where: string | undefined,
  options: LogsOptions,
  stretch: Stretch,
  terminal: Terminal,
): Promise<void> {
  if (where === undefined)
    throw new BadInput("Name a file, a folder, a glob or s3://bucket/prefix.");
  const stop = new AbortController();
  const interrupted = () => stop.abort(new BadInput("Stopped; nothing was kept."));
  process.once("SIGINT", interrupted);
  const bar = createBar(process.stderr);
  try {
    const source = await sourceOf(where, options, stretch, terminal, stop.signal);
    const resources = { memoryMegabytes: options.memory, threads: options.threads };
    const { signal } = stop;
    const using = { stretch, resources, signal, onProgress: bar.show, clock: Date.now };
    const reading = await readLogs(source, using).finally(bar.clear);
    const judgement = judgeLogs(reading.answers, cloudWatchCount(options.cloudwatch));
    const lines = options.json ? [logsJson(reading, judgement)] : logsReport(reading, judgement);
    for (const line of lines) terminal.out(line);
    process.exitCode = exitCodes[judgement.verdict];
  } catch (error) {
    throw error instanceof AwsProblem ? new BadInput(error.message) : error;
  } finally {
    process.off("SIGINT", interrupted);
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

function printSql(table: string, stretch: Stretch, { out }: Terminal): void {
  for (const question of questionNames) {
    out(`-- ${question}\n${sqlOf(question, table, stretch)};\n`);
  }
}

function sqlOf(question: (typeof questionNames)[number], table: string, stretch: Stretch): string {
  try {
    return statementOf(question, athena, table, stretch);
  } catch (error) {
    throw error instanceof RangeError ? new BadInput(error.message) : error;
  }
}
