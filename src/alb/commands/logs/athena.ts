import type { Terminal } from "../../../cli/terminal.ts";
import { BadInput } from "../../../run/errors.ts";
import { readAthena } from "../../access-logs/athena-read.ts";
import { type AthenaStretch, athenaStatement } from "../../access-logs/athena-statement.ts";
import type { LogsReading } from "../../access-logs/read-logs.ts";
import { nearbySteps } from "../../access-logs/rows-around-failures.ts";
import { logQuestions } from "../../access-logs/sql-questions.ts";
import { chooseAccount } from "./choose-account.ts";
import { type AthenaChoices, duckdbResources } from "./options.ts";
import { createProgressBar } from "./progress-bar.ts";

/** What Athena says of its table. Rejects with BadInput or AwsProblem. */
export async function readAthenaTable(
  choices: AthenaChoices,
  stretch: AthenaStretch,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<LogsReading> {
  const { table, database, workgroup } = placeOf(choices);
  const { output, maxScanned } = choices;
  const account = await chooseAccount(choices, terminal);
  const bar = createProgressBar(process.stderr);
  const reading = readAthena(
    { account, database, workgroup, output },
    {
      ...{ table, stretch, signal, onQuery: bar.asking, mostBytes: maxScanned * 1e9 },
      resources: duckdbResources(choices),
    },
  );
  return await reading.catch(asBadInput).finally(bar.clear);
}

function placeOf({ athena: table = "", workgroup, output }: AthenaChoices) {
  const [, database] = /^(\w+)\.\w+$/.exec(table) ?? [];
  if (database === undefined) throw new BadInput(`“${table}” is no table. Write database.table.`);
  if (workgroup === undefined || !/^[\w.-]{1,128}$/.test(workgroup))
    throw new BadInput(noWorkgroup);
  if (output !== undefined && !output.startsWith("s3://"))
    throw new BadInput(`“${output}” is no place for results. Write s3://bucket/prefix/.`);
  return { table, database, workgroup };
}

const noWorkgroup =
  "Name the workgroup that Athena runs in with --workgroup; one with a limit of bytes for each query is best.";

/** Prints the statements that `--athena` sends, with the test's rows of all pairs of node and target. */
export function printSql(table: string, stretch: AthenaStretch, { out }: Terminal): void {
  try {
    for (const question of ["statuses", "signatures", "minutes", "urls"] as const) {
      out(`-- ${question}\n${athenaStatement(logQuestions[question], table, stretch)};\n`);
    }
    const rows = athenaStatement(nearbySteps(1), table, stretch);
    out(`-- the rows that --athena runs the gap test on\n${rows};\n`);
  } catch (error) {
    asBadInput(error);
  }
}

/** Names that are none are the command line's. */
function asBadInput(error: unknown): never {
  throw error instanceof RangeError ? new BadInput(error.message) : error;
}
