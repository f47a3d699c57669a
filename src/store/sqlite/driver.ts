import type { DatabaseSync } from "node:sqlite";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Tables } from "../tables.ts";
import type { Patiently } from "./busy-retries.ts";
import type { RunStatement } from "./prepared-statements.ts";
import type { Turns } from "./turns.ts";

/**
 * Drives the one connection of a node:sqlite database for Kysely: in turns, or without any for who has the turn already. Closing the
 * database is its owner's part.
 */
export function sqliteDriver(
  database: DatabaseSync,
  answer: RunStatement,
  patiently: Patiently,
  turns?: Turns,
): Driver {
  const connection = connectionBy(answer, patiently);
  return {
    init: async () => {},
    acquireConnection: async () => {
      await turns?.take();
      return connection;
    },
    beginTransaction: (_, { accessMode }) =>
      patiently(() => beginTransaction(database, accessMode)),
    commitTransaction: async () => database.exec("commit"),
    rollbackTransaction: async () => rollback(database),
    releaseConnection: async () => turns?.give(),
    destroy: async () => {},
  };
}

/** IMMEDIATE, because a transaction that reads first and writes later is refused at once when another wrote between. */
export function beginTransaction(
  database: DatabaseSync,
  mode: "read write" | "read only" = "read write",
) {
  database.exec(mode === "read only" ? "begin" : "begin immediate");
}

/** SQLite has rolled back by itself after some failures, a full disk among them. */
export function rollback(database: DatabaseSync): void {
  if (database.isTransaction) database.exec("rollback");
}

const connectionBy = (answer: RunStatement, patiently: Patiently): DatabaseConnection => ({
  executeQuery: (query: CompiledQuery) => patiently(() => answer(query)),
  streamQuery: async function* (query: CompiledQuery) {
    yield answer(query);
  },
});

/** Kysely over node:sqlite, as `driver` drives it; Kysely's own SQLite dialect speaks to better-sqlite3 only. */
export function kyselyBy(driver: Driver): Kysely<Tables> {
  const dialect: Dialect = {
    createDriver: () => driver,
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createAdapter: () => ({
      // There is one, but the driver itself hands it out in turns.
      supportsMultipleConnections: true,
      supportsReturning: true,
      supportsCreateIfNotExists: true,
      // Kysely's own adapter says false, but SQLite undoes DDL too; so all migrations are one transaction, which is the lock.
      supportsTransactionalDdl: true,
      acquireMigrationLock: async () => {},
      releaseMigrationLock: async () => {},
    }),
  };
  return new Kysely<Tables>({ dialect });
}
