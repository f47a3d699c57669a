import type { Evidence } from "#language";
import type { Happened } from "../state.ts";
import type { Slice } from "./slice.ts";

/** Words were taken out of these events of the log, by their numbers from 1. */
export interface StrikeEvent {
  readonly kind: "struck";
  readonly events: readonly number[];
  /** The hash of what is left of each of them, in the same order. */
  readonly left: readonly string[];
}

/** Words that must not be kept. Nobody asks for it in Slack: it is done at the command line. */
export const strikesSlice: Slice<never, StrikeEvent> = {
  acts: {},
  events: { struck: { says: () => [" struck words from the record"] } },
};

/** What stands where words were. */
export const struckWords = "(struck)";

/** Whose name stands where a person's was. */
export const forgottenPerson = "forgotten";

/** The same event without a word that anyone typed or that a look saw; what it did to the run stays. */
export function strikeEvent<Event extends Happened>(event: Event): Event {
  const entries = Object.entries(event).flatMap(([name, value]) => {
    const strike = byField[name];
    if (strike === undefined || value === null) return [[name, value]];
    const left = strike(value as never);
    return left === undefined ? [] : [[name, left]];
  });
  return Object.fromEntries(entries) as Event;
}

const nothing = () => ({});
const none = () => [];
const words = () => struckWords;

/** By the name of a field, in whatever event it is. */
const byField: { readonly [name: string]: (value: never) => unknown } = {
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

/** The places of a log where the answers of the one at `place` stand: there, and where they were confirmed or given again. */
export function ofAnswers(log: readonly Happened[], place: number): readonly number[] {
  const answers = answersIn(log[place]);
  return log.flatMap((event, index) =>
    index === place || (answers !== undefined && answersIn(event) === answers) ? index : [],
  );
}

function answersIn(event: Happened | undefined): string | undefined {
  const text = JSON.stringify(event !== undefined && "answers" in event ? event.answers : {});
  return text === "{}" ? undefined : text;
}

/** The same without a person: struck where the words are theirs, and their id nowhere. */
export function withoutPerson<Event extends Happened>(
  event: Event,
  person: string,
  isTheirs: boolean,
): Event {
  const left = isTheirs ? strikeEvent(event) : event;
  return JSON.parse(without(JSON.stringify(left), person));
}

/** Whether a text names a person, by their id as a word of its own: U012 does not stand in U0123. */
export const namesPerson = (text: string, person: string): boolean =>
  without(text, person) !== text;

const without = (text: string, person: string): string =>
  text.replaceAll(/[A-Za-z0-9]+/g, (word) => (word === person ? forgottenPerson : word));
