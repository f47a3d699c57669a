import { sql } from "kysely";
import type { DatabaseDialect } from "../dialect.ts";
import { sqliteFailure } from "./failure.ts";

/** The SQLite database at `path`: one process with one clock, and one writer at a time. */
export function sqliteDialect(path: string): DatabaseDialect {
  return {
    moment: (at) => sql<number>`${at}`,
    ours: (moment) => sql<number>`${moment}`,
    // Whatever a transaction reads is already held.
    holdFree: (query) => query,
    patience: () => undefined,
    failure: sqliteFailure(path),
  };
}
