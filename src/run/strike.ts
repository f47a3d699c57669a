import type { Evidence } from "#language";
import type { RunEvent } from "./event.ts";

/** What stands where words were. */
const struckWords = "(struck)";

/** Whose name stands where a person's was. */
export const forgottenPerson = "forgotten";

/** The same event without a word that anyone typed or that a look saw; what it did to the run stays. */
export function struck(event: RunEvent): RunEvent {
  const entries = Object.entries(event).flatMap(([name, value]) => {
    const strike = strikes[name];
    if (strike === undefined || value === null) return [[name, value]];
    const left = strike(value as never);
    return left === undefined ? [] : [[name, left]];
  });
  return Object.fromEntries(entries) as RunEvent;
}

const nothing = () => ({});
const none = () => [];
const words = () => struckWords;

/** By the name of a field, in whatever event it is. */
const strikes: { readonly [name: string]: (value: never) => unknown } = {
  text: words,
  reason: words,
  why: words,
  facts: nothing,
  answers: nothing,
  said: nothing,
  subject: () => undefined,
  files: none,
  queries: none,
  trace: () => ({ says: struckWords, numbers: {} }),
  texts: (texts: object) => Object.fromEntries(Object.keys(texts).map((name) => [name, ""])),
  checks: (checks: readonly object[]) => checks.map((one) => ({ ...one, says: struckWords })),
  evidence: (evidence: Omit<Evidence, "facts">): Omit<Evidence, "facts"> => {
    const { probe, role, finding, strength } = evidence;
    return {
      ...{ probe, role, finding, ...(strength === undefined ? {} : { strength }) },
      ...{ says: struckWords, details: [], readings: [], numbers: {}, queries: [] },
    };
  },
};

/** The same without a person: struck where the words are theirs, and their id nowhere. */
export function withoutPerson(event: RunEvent, person: string, isTheirs: boolean): RunEvent {
  const left = isTheirs ? struck(event) : event;
  return JSON.parse(without(JSON.stringify(left), person));
}

/** Whether a text names a person, by their id as a word of its own: U012 does not stand in U0123. */
export const names = (text: string, person: string): boolean => without(text, person) !== text;

const without = (text: string, person: string): string =>
  text.replaceAll(/[A-Za-z0-9]+/g, (word) => (word === person ? forgottenPerson : word));

/** The places in the log of what belongs to a note: itself and what became of it. */
export const ofNote = (log: readonly RunEvent[], note: number): readonly number[] =>
  log.flatMap((event, index) =>
    index === note || (event.kind === "noteRevised" && event.note === note) ? [index] : [],
  );
