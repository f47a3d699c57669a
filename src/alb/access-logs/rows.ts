import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import type { Row } from "./decode.ts";
import { rowColumns } from "./nearby.ts";

/** Adds rows with the columns of `rowColumns` to the table `rows`. */
export async function addRows(connection: DuckDBConnection, rows: readonly Row[]): Promise<void> {
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
