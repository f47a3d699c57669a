import { writeSync } from "node:fs";
import type { Clock, Log } from "./engine/ports.ts";
import { writtenOut } from "./language/texts/visible-text.ts";
import { withoutSecrets } from "./run/secrets.ts";

/** JSON lines: when, how grave, what, and the errors behind it. Whatever looks like a secret is struck out. */
export function createLog(write: (line: string) => void, clock: Clock): Log {
  const line = (level: string) => (says: string, more?: unknown) => {
    const at = new Date(clock()).toISOString();
    const record = { at, level, says, ...(more === undefined ? {} : about(more)) };
    write(`${writtenOut(JSON.stringify(record, safely))}\n`);
  };
  return { info: line("info"), warn: line("warn"), error: line("error") };
}

/** A library may put a whole answer into its error. */
const longest = 20_000;

const safely = (_: string, value: unknown): unknown =>
  typeof value === "string"
    ? withoutSecrets(value.slice(0, longest).replaceAll(token, "[token]"))
    : value;

/** Slack's tokens begin with xoxb-, xoxp-, xapp- and the like (https://docs.slack.dev/authentication/tokens). */
const token = /x(?:ox[a-z]|app)-[\w-]+/g;

function about(more: unknown): object {
  if (!(more instanceof Error)) return { more };
  const causes = causesOf(more).map(String);
  return {
    error: String(more),
    ...(causes.length > 0 ? { cause: causes.join("; because of ") } : {}),
    stack: more.stack,
  };
}

/** The errors behind one, the nearest first; some go in circles. */
function causesOf({ cause }: Error, most = 5): readonly Error[] {
  return cause instanceof Error && most > 0 ? [cause, ...causesOf(cause, most - 1)] : [];
}

/** Onto standard error; a full disk under the log loses lines until there is room, but must end no bot. */
export function writeLogLine(line: string): void {
  try {
    writeSync(2, line);
  } catch (error) {
    // A reader that is slow for a moment. For anything else there is nowhere to say it.
    if (error instanceof Error && "code" in error && error.code === "EAGAIN")
      process.stderr.write(line);
  }
}
