import { randomUUID } from "node:crypto";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { LogEntry, LoggedBalancer } from "../../logs/line.ts";
import { insertSql, tableSql, trinoFunctions } from "./trino.ts";

/** What Athena has: one table of access logs, by whose rows a query is said to have read bytes. */
export interface AthenaOptions {
  readonly database: string;
  readonly table: string;
  readonly entries: readonly LogEntry[];
  /** The load balancer that logged them; a shop unless told. */
  readonly balancer?: LoggedBalancer;
  readonly workgroups: readonly string[];
  /** Of each query; 1,000 for each entry unless told. */
  readonly scannedBytes?: number;
  /** Rows of a page, the header included; Athena gives 1,000. */
  readonly rowsPerPage?: number;
  /** Queries stay in this state instead of being run. */
  readonly stuck?: "QUEUED" | "RUNNING";
}

export type QueryState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** A query that was started. */
export interface Execution {
  readonly id: string;
  readonly sql: string;
  readonly workgroup: string;
  readonly output: string | undefined;
  state: QueryState;
  reason?: string;
  scannedBytes: number;
  columns: readonly { readonly name: string; readonly type: string }[];
  rows: readonly (readonly (string | null)[])[];
}

/** Athena's part of an account. */
export interface AthenaService {
  readonly options: AthenaOptions;
  readonly executions: readonly Execution[];
  readonly start: (sql: string, workgroup: string, output: string | undefined) => Execution;
  readonly stop: (execution: Execution) => void;
  readonly close: () => void;
}

/** Starts it: statements really run, on DuckDB with Trino's functions. */
export async function startAthena(options: AthenaOptions): Promise<AthenaService> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await fill(connection, options);
  const executions: Execution[] = [];
  return {
    options,
    executions,
    start: (sql, workgroup, output) => {
      const execution = begin(options, { sql, workgroup, output });
      executions.push(execution);
      if (options.stuck === undefined) void run(connection, execution, bytesOf(options));
      return execution;
    },
    stop: (execution) => {
      if (execution.state !== "QUEUED" && execution.state !== "RUNNING") return;
      execution.state = "CANCELLED";
      connection.interrupt();
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function fill(connection: DuckDBConnection, options: AthenaOptions): Promise<void> {
  const { database, entries } = options;
  const table = `${database}.${options.table}`;
  for (const sql of [...trinoFunctions, `create schema ${database}`, tableSql(table)])
    await connection.run(sql);
  if (entries.length > 0) await connection.run(insertSql(table, entries, options.balancer));
}

function begin(
  options: AthenaOptions,
  asked: Pick<Execution, "sql" | "workgroup" | "output">,
): Execution {
  const state = options.stuck ?? "RUNNING";
  // What a query reads is told while it runs, or only at its end.
  const scannedBytes = options.stuck === "RUNNING" ? bytesOf(options) : 0;
  return { ...asked, id: randomUUID(), state, scannedBytes, columns: [], rows: [] };
}

const bytesOf = ({ scannedBytes, entries }: AthenaOptions) =>
  scannedBytes ?? 1_000 * entries.length;

async function run(
  connection: DuckDBConnection,
  execution: Execution,
  bytes: number,
): Promise<void> {
  try {
    const reader = await connection.runAndReadAll(execution.sql);
    const types = reader.columnTypes().map((type) => trinoTypes[String(type)] ?? "varchar");
    const names = reader.columnNames();
    execution.columns = names.map((name, at) => ({ name, type: types[at] ?? "varchar" }));
    execution.rows = reader.getRowsJson().map((row) => row.map(textOf));
    execution.scannedBytes = bytes;
    if (execution.state === "RUNNING") execution.state = "SUCCEEDED";
  } catch (error) {
    if (execution.state !== "RUNNING") return;
    execution.state = "FAILED";
    execution.reason = String(error).split("\n", 1).join("");
  }
}

const textOf = (value: unknown) => (value === null ? null : String(value));

const trinoTypes: Readonly<Record<string, string>> = {
  BIGINT: "bigint",
  HUGEINT: "bigint",
  INTEGER: "integer",
  DOUBLE: "double",
  BOOLEAN: "boolean",
};
