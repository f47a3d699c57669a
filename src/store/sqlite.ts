import type { Clock } from "../engine/ports.ts";
import { expireLeases } from "./effects/effects.ts";
import { migrateTables, refuseOther } from "./migrate.ts";
import { connectionTo, type SqliteConnection } from "./sqlite/connection.ts";
import { sqliteDialect } from "./sqlite/dialect.ts";
import { sqliteFailure } from "./sqlite/failure.ts";
import { takeLock } from "./sqlite/lock.ts";
import { makeFolderFor, openToRead, openToWrite } from "./sqlite/open-database.ts";
import { flushOf } from "./sqlite/wal-flush.ts";
import { createStore, type HeldStore } from "./store.ts";

export interface SqliteOptions {
  /** The database's file, on a local disk, or ":memory:". */
  readonly path: string;
  readonly clock: Clock;
  /** Only looks, beside the process that writes: every change is refused with StoreUnavailable. */
  readonly readOnly?: boolean;
}

/**
 * Opens the embedded store, made and brought up to date if need be, for this process alone. Rejects with StoreUnavailable
 * when it cannot be had, and with BadConfig when another version wrote it or, for reading, when there is none.
 */
export async function openSqlite(options: SqliteOptions): Promise<HeldStore> {
  try {
    return await (options.readOnly === true ? openReading(options) : openWriting(options));
  } catch (thrown) {
    throw sqliteFailure(options.path)(thrown);
  }
}

async function openWriting({ path, clock }: SqliteOptions): Promise<HeldStore> {
  using opened = new DisposableStack();
  if (path !== ":memory:") {
    makeFolderFor(path);
    opened.adopt(takeLock(path), (lock) => lock.release());
  }
  const database = opened.use(openToWrite(path));
  const connection = connectionTo(database);
  await migrateTables(connection.db, path);
  await expireLeases(connection.db);
  return storeOver(connection, { path, clock, opened: opened.move() });
}

async function openReading({ path, clock }: SqliteOptions): Promise<HeldStore> {
  using opened = new DisposableStack();
  const database = opened.use(openToRead(path));
  const connection = connectionTo(database);
  await refuseOther(connection.db, path);
  return storeOver(connection, { path, clock, opened: opened.move() });
}

/** The store over SQLite tables that are ready; closing it waits for what is under way and disposes of `opened`. */
export function storeOver(
  connection: SqliteConnection,
  parts: { readonly path: string; readonly clock: Clock; readonly opened: DisposableStack },
): HeldStore {
  const { db, fill } = connection;
  const dialect = sqliteDialect(parts.path);
  const begin = async (mode?: "read only") => ({ ...(await connection.begin(mode)), dialect });
  const flush = flushOf(parts.path, parts.opened);
  return createStore({
    ...{ db, fill, dialect, flush },
    clock: parts.clock,
    begin: () => begin(),
    snapshot: () => begin("read only"),
    filling: () => begin(),
    // The one process that has the file wakes itself.
    wake: { tell: () => {}, onWake: () => {} },
    close: () =>
      db.connection().execute(async () => {
        // What was committed last is still on its way to the disk.
        await flush.idle();
        parts.opened.dispose();
      }),
  });
}
