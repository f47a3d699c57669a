import { redactLine } from "../../aws/logs/redact-line.ts";
import { type Wording, type WordingKind, wordingOf, wordingPattern } from "./wordings.ts";

/** A line of a log; milliseconds since the epoch. */
export interface LogLine {
  readonly at: number;
  readonly message: string;
}

/** A line that has one of the wordings. */
export interface Hit extends LogLine {
  readonly wording: Wording;
}

export interface WordingCount {
  readonly kind: WordingKind;
  readonly server: string;
  readonly says: string;
  readonly source: string;
  readonly count: number;
  /** The newest such line, cut and struck. */
  readonly example: string;
}

/** Characters of a line that are looked at. */
export const longestLine = 8_000;

/** The lines that have a wording, told apart; of a very long line only the beginning is looked at. */
export const matchLines = (lines: readonly LogLine[]): readonly Hit[] =>
  lines.flatMap(({ at, message }) => {
    const line = { at, message: message.slice(0, longestLine) };
    const wording = wordingOf(line.message);
    return wording === null ? [] : [{ ...line, wording }];
  });

/** How often each wording was found, with one example; the most frequent first. */
export function countWordings(hits: readonly Hit[]): readonly WordingCount[] {
  const byWording = Map.groupBy(hits, ({ wording }) => wording);
  return [...byWording]
    .map(([wording, those]) => foundOf(wording, those))
    .toSorted((one, other) => other.count - one.count);
}

function foundOf(wording: Wording, those: readonly Hit[]): WordingCount {
  const { kind, server, says, source } = wording;
  const newest = those.reduce((one, other) => (other.at > one.at ? other : one));
  const example = redactLine(newest.message, wordingPattern(wording));
  return { kind, server, says, source, count: those.length, example };
}
