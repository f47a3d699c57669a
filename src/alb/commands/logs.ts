import type { Command } from "commander";
import type { Terminal } from "../../cli/terminal.ts";
import type { LogVerdict } from "../gaps/causes.ts";
import { type LogsOptions, readPeriodOptions, wholeNumber } from "./logs/options.ts";

/** The exit code of each verdict; 1 is for what could not be done at all. */
const exitCodes: { readonly [verdict in LogVerdict]: number } = {
  none: 0,
  unreadable: 2,
  "keepalive-race": 10,
  mixed: 11,
  "other-cause": 12,
  unclear: 13,
};

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
    .option("--cloudwatch <count>", "CloudWatch's HTTPCode_ELB_502_Count, to compare", wholeNumber)
    .addHelpText("after", codes);
  addAthenaOptions(addReadingOptions(command)).action(
    async (where: string | undefined, options: LogsOptions) => {
      const { partition, loadBalancer } = options;
      const stretch = { ...readPeriodOptions(options, Date.now()), partition, loadBalancer };
      if (options.athenaSql !== undefined) {
        const { printSql } = await import("./logs/athena.ts");
        return printSql(options.athenaSql, stretch, terminal);
      }
      const { printJudgement } = await import("./logs/print-judgement.ts");
      process.exitCode = exitCodes[await printJudgement(where, options, stretch, terminal)];
    },
  );
}

const addReadingOptions = (command: Command) =>
  command
    .option(
      "--account <name>",
      "the account that is asked, by its name or number in handrail.yaml; the bucket's path tells, or there is only one",
    )
    .option("--region <region>", "the bucket's region; the path's, or the settings', when absent")
    .option("--memory <MB>", "how much memory the command may use, 400 at least", wholeNumber, 1024)
    .option("--threads <count>", "how many processors it may use", wholeNumber, 2);

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
