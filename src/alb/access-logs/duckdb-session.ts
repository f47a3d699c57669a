import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import type { Malformed } from "../gaps/log-verdict.ts";
import type { AnswerRow } from "./answers-from-rows.ts";
import { rowColumns } from "./rows-around-failures.ts";
import { duckdb, namedSelects, type Steps } from "./sql-dialect.ts";
import { linesSql, malformedSql, quoteSql, tablesSql } from "./sql-log-lines.ts";
import { type LogPeriod, requestsSql } from "./sql-requests.ts";

/** How much of the machine the reading may use. */
export interface Resources {
  /** DuckDB's memory; what does not fit goes to the temporary folder. */
  readonly memoryMegabytes: number;
  readonly threads: number;
  /** Where the rows are kept while they are read; the system's temporary folder when absent. */
  readonly temporaryFolder?: string;
}

/** Files of one kind that are read together. */
export interface FileBatch {
  readonly files: readonly string[];
  readonly compression: "gzip" | "none";
}

/** DuckDB with the rows of the logs that were loaded into it; `close` removes what it kept on disk. */
export interface LogSession {
  /** Adds the lines of a batch and tells how many. Rejects without adding any when one of the files cannot be read. */
  readonly load: (batch: FileBatch) => Promise<number>;
  /** The share of the running load that is done, 0 to 1; 0 when not known. */
  readonly share: () => number;
  /** Adds rows that another engine made of log lines, with the columns of `rowColumns`. */
  readonly add: (rows: readonly AnswerRow[]) => Promise<void>;
  /** The rows of the last step. */
  readonly ask: (steps: Steps) => Promise<readonly AnswerRow[]>;
  readonly malformed: () => Promise<Malformed>;
  readonly close: () => Promise<void>;
}

/** Opens a session whose queries end with the signal. */
export async function openSession(
  resources: Resources,
  stretch: LogPeriod,
  signal: AbortSignal,
): Promise<LogSession> {
  const folder = await mkdtemp(join(resources.temporaryFolder ?? tmpdir(), "handrail-logs-"));
  try {
    return await sessionIn(folder, resources, stretch, signal);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function sessionIn(
  folder: string,
  resources: Resources,
  stretch: LogPeriod,
  signal: AbortSignal,
): Promise<LogSession> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(join(folder, "rows.duckdb"));
  const connection = await instance.connect();
  for (const sql of [...settings(resources, folder), ...tablesSql]) await connection.run(sql);
  const run = interruptible(connection, signal);
  return {
    load: (batch) => run(() => load(connection, batch, stretch)),
    share: () => Math.max(0, connection.progress.percentage) / 100,
    add: (rows) => run(() => addRows(connection, rows)),
    ask: (steps) => run(() => answer(connection, steps)),
    malformed: () => run(() => malformedOf(connection)),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const settings = ({ memoryMegabytes, threads }: Resources, folder: string) => [
  `set memory_limit = '${memoryMegabytes}MB'`,
  `set threads = ${threads}`,
  `set temp_directory = ${quoteSql(join(folder, "spill"))}`,
  "set preserve_insertion_order = false",
  // The file is removed when it is closed: nothing is written into it then.
  "pragma disable_checkpoint_on_shutdown",
  "set enable_progress_bar = true",
  "set enable_progress_bar_print = false",
  "set progress_bar_time = 0",
];

/** Runs a query after the other, each stopped by the signal: DuckDB knows interruption, not signals. */
function interruptible(connection: DuckDBConnection, signal: AbortSignal) {
  return async <Result>(query: () => Promise<Result>): Promise<Result> => {
    signal.throwIfAborted();
    const stop = () => connection.interrupt();
    signal.addEventListener("abort", stop);
    try {
      return await query();
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  };
}

async function load(connection: DuckDBConnection, batch: FileBatch, stretch: LogPeriod) {
  const lines = `(${linesSql(batch.files, batch.compression)}) as raw`;
  const added = await connection.run(`insert into rows ${requestsSql(duckdb, lines, stretch)}`);
  return Number(added.rowsChanged);
}

async function answer(connection: DuckDBConnection, steps: Steps) {
  const selects = namedSelects(steps, duckdb);
  for (const [name, select] of selects) {
    await connection.run(`create or replace temporary table ${name} as ${select}`);
  }
  const rows = await rowsOf(connection, `select * from ${selects.at(-1)?.[0]}`);
  for (const [name] of selects) await connection.run(`drop table ${name}`);
  return rows;
}

async function malformedOf(connection: DuckDBConnection): Promise<Malformed> {
  const [row] = await rowsOf(connection, malformedSql);
  return {
    count: Number(row?.n ?? 0),
    examples: Array.isArray(row?.examples) ? row.examples.map(shown) : [],
  };
}

/** Whatever the line holds: a terminal must not take it for commands. */
const shown = (line: unknown) => String(line).replaceAll(/[\p{Cc}\p{Cf}]/gu, "\u{fffd}");

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly AnswerRow[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS().map(plain);
}

const plain = (row: AnswerRow): AnswerRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "bigint" ? Number(value) : value,
    ]),
  );

/** Adds rows with the columns of `rowColumns` to the table `rows`. */
async function addRows(connection: DuckDBConnection, rows: readonly AnswerRow[]): Promise<void> {
  const appender = await connection.createAppender("rows");
  for (const row of rows) {
    for (const column of rowColumns) append(appender, column, row[column]);
    // None of them is malformed.
    appender.appendNull();
    appender.endRow();
  }
  appender.closeSync();
}

function append(appender: DuckDBAppender, column: (typeof rowColumns)[number], value: unknown) {
  if (value === null || value === undefined) appender.appendNull();
  else if (column === "url") appender.appendUBigInt(BigInt.asUintN(64, BigInt(String(value))));
  else if (typeof value === "number") appender.appendDouble(value);
  else appender.appendVarchar(String(value));
}
