import type { Kysely } from "kysely";
import type { Clock } from "../engine/ports.ts";
import { expireLeases } from "./effects/effects.ts";
import { migrate, refuseOther } from "./migrate.ts";
import { makeFolderFor, openToRead, openToWrite } from "./sqlite/database.ts";
import { sqliteDialect } from "./sqlite/dialect.ts";
import { sqliteFailure } from "./sqlite/failure.ts";
import { flushOf } from "./sqlite/flush.ts";
import { kyselyOver } from "./sqlite/kysely.ts";
import { takeLock } from "./sqlite/lock.ts";
import { beginIn } from "./sqlite/transaction.ts";
import { createStore, type HeldStore } from "./store.ts";
import type { Tables } from "./tables.ts";

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
  const db = kyselyOver(database);
  await migrate(db, path);
  await expireLeases(db);
  return storeOver(db, { path, clock, opened: opened.move() });
}

async function openReading({ path, clock }: SqliteOptions): Promise<HeldStore> {
  using opened = new DisposableStack();
  const database = opened.use(openToRead(path));
  const db = kyselyOver(database);
  await refuseOther(db, path);
  return storeOver(db, { path, clock, opened: opened.move() });
}

/** The store over SQLite tables that are ready; closing it waits for what is under way and disposes of `opened`. */
export function storeOver(
  db: Kysely<Tables>,
  parts: { readonly path: string; readonly clock: Clock; readonly opened: DisposableStack },
): HeldStore {
  const access = { db, dialect: sqliteDialect(parts.path) };
  const flush = flushOf(parts.path, parts.opened);
  return createStore({
    ...access,
    clock: parts.clock,
    begin: () => beginIn(access),
    flush,
    snapshot: () => beginIn(access, "read only"),
    filling: () => beginIn(access),
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
