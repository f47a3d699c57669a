import type { Clock } from "../engine/ports.ts";

/** Where lines go that must not be lost: each is a whole line with its line break. */
export interface Lines {
  write(line: string): void;
  /** Writes what still waits, as far as that can be done at once. */
  close(): Promise<void>;
}

/** What becomes of lines that cannot be written: they wait, and the oldest are given up when there are too many. */
export interface Waiting {
  readonly lines: readonly string[];
  add(line: string): void;
  /** The first is written. */
  shift(): void;
}

/** Lines that wait at most: some ten megabytes. */
const most = 20_000;

/** A line says how many were given up, in their place: a record with a hole must not look whole. */
export function createWaiting(clock: Clock, room = most): Waiting {
  const lines: string[] = [];
  let lost = 0;
  const hole = () =>
    `${JSON.stringify({ at: new Date(clock()).toISOString(), kind: "lost", lines: lost })}\n`;
  return {
    lines,
    add: (line) => {
      lines.push(line);
      if (lines.length <= room) return;
      const hadHole = lost > 0;
      lost += hadHole ? 1 : 2;
      // The first may be under way.
      lines.splice(1, 2, hole());
    },
    shift: () => {
      lines.shift();
      lost = 0;
    },
  };
}
