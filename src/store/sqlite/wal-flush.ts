import { closeSync, fdatasync, openSync } from "node:fs";
import { setImmediate as immediately } from "node:timers/promises";
import { promisify } from "node:util";
import { StoreUnavailable } from "../../run/errors.ts";

/** Makes what was committed survive a loss of power. */
export interface Flush {
  /** Resolves once all that was committed before the call is on the disk. */
  (): Promise<void>;
  /** Resolves once nobody waits for it any more, well or ill. */
  readonly idle: () => Promise<void>;
}

/**
 * Flushes the WAL of the database at `path`, which is all that a commit waits for where SQLite flushes it itself, beside the event loop:
 * those who commit meanwhile share the next flush. `opened` closes the file.
 */
export function flushOf(path: string, opened: DisposableStack): Flush {
  if (path === ":memory:") return shareFlush(async () => {});
  let file: number | undefined;
  const work = async () => {
    // There is none before the first commit.
    file ??= opened.adopt(openSync(`${path}-wal`, "r+"), closeSync);
    await sync(file);
  };
  return shareFlush(() => work().catch((cause) => Promise.reject(lost(path, cause))));
}

const sync = promisify(fdatasync);

/** One at a time. What comes while one is under way cannot rely on it, and waits for one that begins when it is over. */
export function shareFlush(work: () => Promise<void>): Flush {
  let last = Promise.resolve();
  let next: Promise<void> | undefined;
  let asked = 0;
  const share = () => {
    asked++;
    next ??= last.then(() => {
      next = undefined;
      return work();
    });
    // One that failed has lost what was written, and the next would not notice: so all fail from then on.
    last = next;
    return next;
  };
  const idle = async () => {
    // Whoever has just committed asks in a moment.
    for (let seen = -1; seen !== asked; await immediately()) {
      seen = asked;
      await last.catch(() => undefined);
    }
  };
  return Object.assign(share, { idle });
}

const lost = (path: string, cause: unknown): StoreUnavailable =>
  new StoreUnavailable(
    `The disk failed at the database ${path}, so it is not known whether this was recorded. Check the disk and its messages in the system log, then start Handrail again.`,
    { cause },
  );
