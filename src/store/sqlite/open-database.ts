import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BadConfig } from "../../run/errors.ts";
import { isBusy } from "./failure.ts";

/** Waiting so blocks the whole process: only readers of their own and a start do, for a second at most. */
const busyTimeoutMs = 1000;
const pauseMs = 10;

/**
 * Opens the file at `path` for this process to write, made with its folder if missing, and for nobody but its owner to read;
 * throws what SQLite throws.
 */
export function openToWrite(path: string): DatabaseSync {
  refuseOther(path);
  keepPrivate(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  return prepared(database, () => {
    becomeWal(database);
    // The store flushes what it promised (`flush`). What is newer may be lost with the power, none of it out of order.
    database.exec("pragma synchronous = normal");
    database.exec("pragma foreign_keys = on");
    // What is forgotten or struck is overwritten, and does not stay in the file where a page was.
    database.exec("pragma secure_delete = on");
    database.exec("pragma journal_size_limit = 0");
  });
}

/** Opens an existing file for reading beside the process that writes it. Throws BadConfig when there is none. */
export function openToRead(path: string): DatabaseSync {
  refuseOther(path);
  if (path !== ":memory:" && !existsSync(path))
    throw new BadConfig(
      `There is no database at ${path} yet. Start the bot once, or name the file that it uses.`,
    );
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, readOnly: true });
  return prepared(database, () => database.exec("pragma query_only = on"));
}

/** A pipe would be waited for, and of a folder or a device SQLite says what means nothing. */
function refuseOther(path: string): void {
  if (path === ":memory:" || !existsSync(path) || statSync(path).isFile()) return;
  throw new BadConfig(`${path} is no file: name the file in which the database is, or is to be.`);
}

/** Makes a file of SQLite for its owner alone. SQLite gives the files beside it (-wal, -shm) the same rights, but for those that an earlier start left. */
export function keepPrivate(path: string): void {
  if (path === ":memory:") return;
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`])
    if (existsSync(file)) closeToOthers(file);
}

/** What the owner may not do stays so. A file of somebody else's is theirs to close. */
function closeToOthers(file: string): void {
  const { mode, uid } = statSync(file);
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(file, mode & 0o700);
}

/** Makes the folder of a database file; does nothing for a database in memory. */
export function makeFolderFor(path: string): void {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
}

/** Waits by itself, for SQLite does not where another one makes the same new file a WAL at the same moment. */
function becomeWal(database: DatabaseSync, pauses = busyTimeoutMs / pauseMs): void {
  try {
    database.exec("pragma journal_mode = wal");
  } catch (thrown) {
    if (!isBusy(thrown) || pauses === 0) throw thrown;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    becomeWal(database, pauses - 1);
  }
}

function prepared(database: DatabaseSync, prepare: () => void): DatabaseSync {
  try {
    prepare();
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}
