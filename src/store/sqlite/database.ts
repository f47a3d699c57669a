import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BadConfig } from "../../engine/errors.ts";

/** Waiting blocks the whole process, so a foreign program (a shell, a backup) gets one second to let go. */
const busyTimeoutMs = 1000;

/** Opens the file at `path` for this process to write, made with its folder if missing; throws what SQLite throws. */
export function openToWrite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  return prepared(database, [
    "pragma journal_mode = wal",
    // An acknowledged click must survive a power cut, which WAL's usual NORMAL does not promise.
    "pragma synchronous = full",
    "pragma foreign_keys = on",
  ]);
}

/** Opens an existing file for reading beside the process that writes it. Throws BadConfig when there is none. */
export function openToRead(path: string): DatabaseSync {
  if (path !== ":memory:" && !existsSync(path))
    throw new BadConfig(
      `There is no database at ${path} yet. Start the bot once, or name the file that it uses.`,
    );
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, readOnly: true });
  return prepared(database, ["pragma query_only = on"]);
}

/** Makes the folder of a database file; does nothing for a database in memory. */
export function makeFolderFor(path: string): void {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
}

function prepared(database: DatabaseSync, pragmas: readonly string[]): DatabaseSync {
  try {
    for (const pragma of pragmas) database.exec(pragma);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}
