import { writeSync } from "node:fs";
import type { Clock, Log } from "./engine/ports.ts";

/** JSON lines: when, how grave, what, and the error behind it. Anything that looks like a Slack token is struck out. */
export function createLog(write: (line: string) => void, clock: Clock): Log {
  const line = (level: string) => (says: string, more?: unknown) => {
    const at = new Date(clock()).toISOString();
    const record = JSON.stringify({ at, level, says, ...(more === undefined ? {} : about(more)) });
    write(`${record.replaceAll(token, "[token]")}\n`);
  };
  return { info: line("info"), warn: line("warn"), error: line("error") };
}

/** Slack's tokens begin with xoxb-, xoxp-, xapp- and the like (https://docs.slack.dev/authentication/tokens). */
const token = /x(?:ox[a-z]|app)-[\w-]+/g;

function about(more: unknown): object {
  if (!(more instanceof Error)) return { more };
  const cause = more.cause instanceof Error ? { cause: String(more.cause) } : {};
  return { error: String(more), ...cause, stack: more.stack };
}

/** Onto standard error; a full disk under the log loses lines until there is room, but must end no bot. */
export function write(line: string): void {
  try {
    writeSync(2, line);
  } catch (error) {
    // A reader that is slow for a moment. For anything else there is nowhere to say it.
    if (error instanceof Error && "code" in error && error.code === "EAGAIN")
      process.stderr.write(line);
  }
}
