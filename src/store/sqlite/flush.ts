import { closeSync, fdatasync, openSync } from "node:fs";
import { promisify } from "node:util";
import { StoreUnavailable } from "../../run/errors.ts";

/** Resolves once all that was committed before the call survives a loss of power. */
export type Flush = () => Promise<void>;

/**
 * Flushes the WAL of the database at `path`, which is all that a commit waits for where SQLite flushes it itself, beside the event loop:
 * those who commit meanwhile share the next flush. `opened` closes the file.
 */
export function flushOf(path: string, opened: DisposableStack): Flush {
  if (path === ":memory:") return async () => {};
  let file: number | undefined;
  const work = async () => {
    // There is none before the first commit.
    file ??= opened.adopt(openSync(`${path}-wal`, "r+"), closeSync);
    await sync(file);
  };
  return sharing(() => work().catch((cause) => Promise.reject(lost(path, cause))));
}

const sync = promisify(fdatasync);

/** One at a time. What comes while one is under way cannot rely on it, and waits for one that begins when it is over. */
export function sharing(work: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= last.then(() => {
      next = undefined;
      return work();
    });
    // One that failed has lost what was written, and the next would not notice: so all fail from then on.
    last = next;
    return next;
  };
}

const lost = (path: string, cause: unknown): StoreUnavailable =>
  new StoreUnavailable(
    `The disk failed at the database ${path}, so it is not known whether this was recorded. Check the disk and its messages in the system log, then start Handrail again.`,
    { cause },
  );
