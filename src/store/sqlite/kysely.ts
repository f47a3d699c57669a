import type { DatabaseSync } from "node:sqlite";
import { type Dialect, Kysely, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { Tables } from "../tables.ts";
import { sqliteDriver } from "./driver.ts";

/** Kysely over an open node:sqlite database; Kysely's own SQLite dialect speaks to better-sqlite3 only. */
export function kyselyOver(database: DatabaseSync): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: dialectOf(database) });
}

function dialectOf(database: DatabaseSync): Dialect {
  return {
    createDriver: () => sqliteDriver(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createAdapter: () => ({
      supportsMultipleConnections: false,
      supportsReturning: true,
      supportsCreateIfNotExists: true,
      // Kysely's own adapter says false, but SQLite undoes DDL too; so all migrations are one transaction, which is the lock.
      supportsTransactionalDdl: true,
      acquireMigrationLock: async () => {},
      releaseMigrationLock: async () => {},
    }),
  };
}
