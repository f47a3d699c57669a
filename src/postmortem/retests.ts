import type { Run } from "../run/run.ts";
import type { Sentence, Word } from "../run/sentence.ts";
import {
  absenceSentence,
  asSentence,
  isRetest,
  type ProbeRecord,
  probeRecords,
  sentence,
} from "./records.ts";

/**
 * The recorded retests, and whether they were made before or after the change was stated; those in a row that came to the same
 * finding as one, with what the last of them counted. The timeline has each.
 */
export function retests(run: Run): readonly Sentence[] {
  const all = probeRecords(run).filter(isRetest);
  if (all.length === 0) return absenceSentence(run, "No retest is recorded.");
  const rows = alike(run, all);
  return rows.map((row, place) => retest(run, row, rows.slice(place + 1).some(isSettled)));
}

/** Retests in a row that came to the same. Never an empty row. */
function alike(run: Run, all: readonly ProbeRecord[]): readonly (readonly ProbeRecord[])[] {
  const rows: ProbeRecord[][] = [];
  for (const one of all) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (row && before && isAlike(run, before, one)) row.push(one);
    else rows.push([one]);
  }
  return rows;
}

/** What a look waits for is told at length only where no later one settles it. */
const isSettled = (row: readonly ProbeRecord[]): boolean =>
  row.some(({ evidence }) => evidence.finding !== null && evidence.pending === undefined);

function retest(run: Run, row: readonly ProbeRecord[], isOver: boolean): Sentence {
  const [first, last] = [row[0], row.at(-1)];
  if (first === undefined || last === undefined) throw new Error("A row holds a retest.");
  const indices = row.map(({ index }) => index);
  return sentence(
    [
      `${retestTiming(run, last)}, `,
      ...times(row.length, first, last),
      differ(row),
      told(last, isOver),
    ],
    ...indices,
  );
}

const isAlike = (run: Run, one: ProbeRecord, other: ProbeRecord): boolean =>
  retestTiming(run, one) === retestTiming(run, other) &&
  (told(one) === told(other) || isSameFinding(one, other));

/** What could not be read, or was taken back, is told by itself. */
const isSameFinding = (one: ProbeRecord, other: ProbeRecord): boolean =>
  [one, other].every(({ evidence, stay }) => evidence.finding !== null && !stay?.superseded) &&
  one.evidence.probe === other.evidence.probe &&
  one.evidence.finding === other.evidence.finding;

const differ = (row: readonly ProbeRecord[]): Word =>
  new Set(row.map((one) => told(one))).size === 1 ? "" : ", at last";

const times = (count: number, first: ProbeRecord, last: ProbeRecord): readonly Word[] =>
  count === 1
    ? ["at ", { time: last.at }]
    : [`${count} times between `, { time: first.at }, " and ", { time: last.at }];

const told = (one: ProbeRecord, isOver = false): string =>
  `: ${asSentence(inShort(one, isOver))}${one.stay?.superseded === true ? " This was taken back." : ""}`;

const inShort = (
  { evidence: { pending, headline, says } }: ProbeRecord,
  isOver: boolean,
): string => (isOver && pending !== undefined ? (headline ?? says) : says);

export const retestTiming = ({ changes }: Run, { at }: ProbeRecord): string =>
  changes.some((time) => time <= at) ? "After the change" : "Before any stated change";
