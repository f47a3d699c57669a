/** How far a reading has come. */
export interface Progress {
  readonly doing: "reading" | "comparing";
  /** Bytes as stored, compressed ones counted as they are. */
  readonly bytes: number;
  readonly of: number;
  /** Log lines of the files that are read to their end. */
  readonly lines: number;
  /** 0 to 1. */
  readonly share: number;
  /** Seconds that the rest will take at the pace so far; null before anything is known. */
  readonly secondsLeft: number | null;
}

/** Works out progress from bytes, with a clock in milliseconds. */
export function createProgress(of: number, clock: () => number) {
  const began = clock();
  return (doing: Progress["doing"], bytes: number, lines = 0): Progress => {
    const share = of === 0 ? 1 : Math.min(1, bytes / of);
    const spent = (clock() - began) / 1_000;
    const secondsLeft = share === 0 || spent < 0.5 ? null : (spent / share) * (1 - share);
    return { doing, bytes: Math.min(bytes, of), of, lines, share, secondsLeft };
  };
}
