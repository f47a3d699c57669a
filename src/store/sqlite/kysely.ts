import { type Dialect, type Driver, Kysely, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { Tables } from "../tables.ts";

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
