import { existsSync, realpathSync } from "node:fs";
import { hostname } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "../../run/errors.ts";
import { isBusy } from "./failure.ts";
import { keepPrivate } from "./open-database.ts";

/** The sole use of a database by this process, until `release`. */
export interface Lock {
  readonly release: () => void;
}

/**
 * Takes the lock file beside the database, or throws StoreUnavailable naming the process that has it. The file is itself a
 * small SQLite database that keeps a transaction open: the system ends it with the process, however that dies, so there
 * is no stale lock, and no guessing whether a process id (often 1, in containers) still means the same process. A link to a
 * database has the lock of the database itself.
 */
export function takeLock(path: string): Lock {
  const beside = `${existsSync(path) ? realpathSync(path) : path}.lock`;
  keepPrivate(beside);
  const file = new DatabaseSync(beside, { timeout: 0 });
  try {
    file.exec("begin immediate");
    // Somebody may just be reading the name; whoever has the lock itself will not let go of it so soon.
    file.exec("pragma busy_timeout = 1000");
    file.exec("create table if not exists holder (process text not null)");
    file.exec("delete from holder");
    file.prepare("insert into holder values (?)").run(`${process.pid} on ${hostname()}`);
    // Others can read the name only once it is committed; one that slips in before the second `begin` has the lock.
    file.exec("commit; pragma busy_timeout = 0; begin immediate");
    return { release: () => file.close() };
  } catch (thrown) {
    const refusal = isBusy(thrown) ? takenBy(path, holder(file), thrown) : thrown;
    file.close();
    throw refusal;
  }
}

function holder(file: DatabaseSync): string {
  try {
    file.exec("pragma busy_timeout = 1000");
    const { process: name } = { ...file.prepare("select process from holder").get() };
    return `process ${name ?? "unknown"}`;
  } catch {
    return "a process that is just starting";
  }
}

function takenBy(path: string, other: string, cause: unknown): StoreUnavailable {
  return new StoreUnavailable(
    `The database ${path} is already in use by another Handrail (${other}), and a SQLite database serves one process only. ` +
      "Stop that one first, or give this one a database file of its own.",
    { cause },
  );
}
