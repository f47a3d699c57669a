import type { Run } from "../run/run.ts";
import type { Sentence, Word } from "../run/sentence.ts";
import { absent, ended, isRetest, type Seen, seen, sentence } from "./records.ts";

/**
 * The recorded retests, and whether they were made before or after the change was stated; those in a row that came to the same
 * finding as one, with what the last of them counted. The timeline has each.
 */
export function retests(run: Run): readonly Sentence[] {
  const all = seen(run).filter(isRetest);
  if (all.length === 0) return absent(run, "No retest is recorded.");
  const rows = alike(run, all);
  return rows.map((row, place) => retest(run, row, rows.slice(place + 1).some(isSettled)));
}

/** Retests in a row that came to the same. Never an empty row. */
function alike(run: Run, all: readonly Seen[]): readonly (readonly Seen[])[] {
  const rows: Seen[][] = [];
  for (const one of all) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (row && before && isAlike(run, before, one)) row.push(one);
    else rows.push([one]);
  }
  return rows;
}

/** What a look waits for is told at length only where no later one settles it. */
const isSettled = (row: readonly Seen[]): boolean =>
  row.some(({ evidence }) => evidence.finding !== null && evidence.pending === undefined);

function retest(run: Run, row: readonly Seen[], isOver: boolean): Sentence {
  const [first, last] = [row[0], row.at(-1)];
  if (first === undefined || last === undefined) throw new Error("A row holds a retest.");
  const indices = row.map(({ index }) => index);
  return sentence(
    [`${when(run, last)}, `, ...times(row.length, first, last), differ(row), told(last, isOver)],
    ...indices,
  );
}

const isAlike = (run: Run, one: Seen, other: Seen): boolean =>
  when(run, one) === when(run, other) && (told(one) === told(other) || isSameFinding(one, other));

/** What could not be read, or was taken back, is told by itself. */
const isSameFinding = (one: Seen, other: Seen): boolean =>
  [one, other].every(({ evidence, stay }) => evidence.finding !== null && !stay?.superseded) &&
  one.evidence.probe === other.evidence.probe &&
  one.evidence.finding === other.evidence.finding;

const differ = (row: readonly Seen[]): Word =>
  new Set(row.map((one) => told(one))).size === 1 ? "" : ", at last";

const times = (count: number, first: Seen, last: Seen): readonly Word[] =>
  count === 1
    ? ["at ", { time: last.at }]
    : [`${count} times between `, { time: first.at }, " and ", { time: last.at }];

const told = (one: Seen, isOver = false): string =>
  `: ${ended(inShort(one, isOver))}${one.stay?.superseded === true ? " This was taken back." : ""}`;

const inShort = ({ evidence: { pending, headline, says } }: Seen, isOver: boolean): string =>
  isOver && pending !== undefined ? (headline ?? says) : says;

export const when = ({ changes }: Run, { at }: Seen): string =>
  changes.some((time) => time <= at) ? "After the change" : "Before any stated change";
