import { closeSync, constants, fstatSync, openSync, writeSync } from "node:fs";
import type { Clock, Log } from "../engine/ports.ts";
import { createWaiting, type Lines } from "./lines.ts";

export interface FileParts {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How long after a failure the file is tried again, in milliseconds; 1,000 unless told. */
  readonly againMs?: number;
}

/**
 * Appends each line to a file that is opened anew for it, so that whoever rotates it may move it away or cut it at any time. A new file
 * is its owner's alone (0600). What cannot be written waits, in order.
 */
export function appendTo({ path, clock, log, againMs = 1_000 }: FileParts): Lines {
  const waiting = createWaiting(clock);
  const begun: Begun = { line: "", bytes: 0, file: "" };
  let again: NodeJS.Timeout | undefined;
  const flush = (): void => {
    try {
      while (waiting.lines[0] !== undefined) {
        append(path, waiting.lines[0], begun);
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

/** A line of which a full disk took only the first bytes, and the file that has them. */
interface Begun {
  line: string;
  bytes: number;
  file: string;
}

/** Of a pipe nobody is waited for, who would read it: that would hold the whole process. */
const appending =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

function append(path: string, line: string, begun: Begun): void {
  const file = openSync(path, appending, 0o600);
  try {
    const { dev, ino } = fstatSync(file);
    const bytes = Buffer.from(line);
    const isGoingOn = begun.line === line && begun.file === `${dev} ${ino}`;
    let done = isGoingOn ? begun.bytes : 0;
    while (done < bytes.length) {
      done += writeSync(file, bytes, done);
      Object.assign(begun, { line, bytes: done, file: `${dev} ${ino}` });
    }
    Object.assign(begun, { line: "", bytes: 0, file: "" });
  } finally {
    closeSync(file);
  }
}
