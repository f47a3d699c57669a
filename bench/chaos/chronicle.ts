/** What happened when: kills, faults, restarts of the database, and whatever the bots said. */
export interface Chronicle {
  readonly write: (says: string) => void;
  /** The newest lines, oldest first. */
  readonly lines: () => readonly Line[];
}

/** One thing that happened; `at` in milliseconds since the epoch. */
export interface Line {
  readonly at: number;
  readonly says: string;
}

const mostLines = 50_000;

/** Starts with nothing written. */
export function createChronicle(): Chronicle {
  const lines: Line[] = [];
  return {
    write: (says) => {
      lines.push({ at: Date.now(), says });
      if (lines.length > mostLines) lines.shift();
    },
    lines: () => lines,
  };
}
