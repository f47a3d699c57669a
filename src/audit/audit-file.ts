import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from "node:fs";
import type { Clock, Log } from "../engine/ports.ts";
import { createWaiting, type Lines } from "./waiting-lines.ts";

export interface FileParts {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How long after a failure the file is tried again, in milliseconds; 1,000 unless told. */
  readonly againMs?: number;
}

/**
 * Appends each line to a file that is opened anew for it, so that whoever rotates it may move it away or cut it at any time. A new file
 * is its owner's alone (0600). What cannot be written waits, in order. Where a line was cut off, by the end of a process or by
 * whoever rotates the file, the next one begins on a line of its own.
 */
export function openAuditFile({ path, clock, log, againMs = 1_000 }: FileParts): Lines {
  const waiting = createWaiting(clock);
  const left: Left = { line: "", bytes: 0, file: "", size: 0 };
  let again: NodeJS.Timeout | undefined;
  const flush = (): void => {
    try {
      while (waiting.lines[0] !== undefined) {
        append(path, waiting.lines[0], left);
        waiting.shift();
      }
      if (again !== undefined) log.info("The audit file can be written again");
      clearInterval(again);
      again = undefined;
    } catch (error) {
      if (again !== undefined) return;
      log.error("The audit file cannot be written; its lines wait in memory", error);
      again = setInterval(flush, againMs);
      again.unref();
    }
  };
  return {
    write: (line) => {
      waiting.add(line);
      flush();
    },
    close: async () => {
      flush();
      clearInterval(again);
    },
  };
}

/** Where the last write ended: with a line, or within one of which a full disk took only the first bytes. */
interface Left {
  line: string;
  bytes: number;
  file: string;
  size: number;
}

/** Of a pipe nobody is waited for, who would read it: that would hold the whole process. */
const appending =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

function append(path: string, line: string, left: Left): void {
  const file = openSync(path, appending, 0o600);
  try {
    const { dev, ino, size } = fstatSync(file);
    const isAsLeft = left.file === `${dev} ${ino}` && left.size === size;
    if (!isAsLeft) Object.assign(left, { line: "", bytes: 0, file: `${dev} ${ino}` });
    if (!isAsLeft && isWithinLine(file, path)) writeSync(file, "\n");
    const bytes = Buffer.from(line);
    let done = left.line === line ? left.bytes : 0;
    while (done < bytes.length) {
      done += writeSync(file, bytes, done);
      Object.assign(left, { line, bytes: done, size: fstatSync(file).size });
    }
    Object.assign(left, { line: "", bytes: 0 });
  } finally {
    closeSync(file);
  }
}

/** Also where the file does not let itself be read: an empty line does no harm. */
function isWithinLine(file: number, path: string): boolean {
  const is = fstatSync(file);
  if (!is.isFile() || is.size === 0) return false;
  try {
    return lastByte(path, is.size) !== "\n";
  } catch {
    return true;
  }
}

function lastByte(path: string, size: number): string {
  const file = openSync(path, "r");
  try {
    const last = Buffer.alloc(1);
    readSync(file, last, 0, 1, size - 1);
    return last.toString();
  } finally {
    closeSync(file);
  }
}
