import { StoreUnavailable } from "../../run/errors.ts";

/** What SQLite or the file system threw for the database at `path`, as StoreUnavailable; anything else stays itself. */
export function sqliteFailure(path: string) {
  return (thrown: unknown): unknown => {
    const says = sentence(path, thrown);
    return says === undefined ? thrown : new StoreUnavailable(says, { cause: thrown });
  };
}

/** Whether another connection holds what was asked for. */
export function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && "errcode" in thrown && (Number(thrown.errcode) & 0xff) === 5;
}

function sentence(path: string, thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !("code" in thrown)) return undefined;
  if (thrown.code === "ERR_SQLITE_ERROR" && "errcode" in thrown)
    return ofSqlite(path, Number(thrown.errcode) & 0xff, thrown.message);
  if (thrown.code === "ERR_INVALID_STATE" && thrown.message === "database is not open")
    return `The database ${path} is closed, because Handrail is stopping; nothing was recorded. Please try again shortly.`;
  const says = ofFileSystem[String(thrown.code)];
  return says?.(path);
}

/** By SQLite's primary result code, https://www.sqlite.org/rescode.html. */
function ofSqlite(path: string, code: number, message: string): string | undefined {
  const says = bySqliteCode[code];
  if (says !== undefined) return says(path);
  return bugs.has(code)
    ? undefined
    : `The database ${path} failed (${message}), so nothing was recorded. Check the disk, then try again.`;
}

/** A broken constraint, a wrong type, misuse or wrong SQL is a fault of Handrail, not of the database. */
const bugs: ReadonlySet<number> = new Set([1, 19, 20, 21, 25]);

type Sentence = (path: string) => string;

const full: Sentence = (path) =>
  `The disk that holds the database ${path} is full, so nothing was recorded. Free some space on it and try again; no restart is needed.`;
const notWritable: Sentence = (path) =>
  `The database ${path} cannot be written, so nothing was recorded. Give the user that runs Handrail the right to write the file and its folder, on a disk that is not read-only; then start Handrail again.`;
const busy: Sentence = (path) =>
  `Another program holds the database ${path} locked, so nothing was recorded. Close it (a sqlite3 shell or a backup, perhaps) and try again.`;
const damaged: Sentence = (path) =>
  `The file ${path} is damaged or is not a SQLite database, so nothing was recorded. Stop Handrail, keep the file aside and restore the newest backup.`;
const notOpened: Sentence = (path) =>
  `The database ${path} cannot be opened. Check that its folder exists and that the user that runs Handrail may write there. To read it from a disk that only lets itself be read, copy it to another, with the -wal file beside it if there is one.`;
const disk: Sentence = (path) =>
  `The disk failed at the database ${path}, so nothing was recorded. Check the disk and its messages in the system log, then try again.`;

const bySqliteCode: { readonly [code: number]: Sentence } = {
  3: notWritable,
  5: busy,
  6: busy,
  8: notWritable,
  10: disk,
  11: damaged,
  13: full,
  14: notOpened,
  26: damaged,
};

const ofFileSystem: { readonly [code: string]: Sentence } = {
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: notWritable,
  ENOSPC: full,
  EDQUOT: full,
  EIO: disk,
  ENOENT: notOpened,
  ENOTDIR: notOpened,
  EEXIST: notOpened,
};
