import type { Flow } from "../flow.ts";
import type { Fields } from "./fields.ts";

/** All that a flow asks for, by the name of the fact. */
export function askedFields({ inputs, steps }: Pick<Flow, "inputs" | "steps">): Fields {
  const later = Object.values(steps).flatMap(({ ask = {}, choices }) => [
    ask,
    ...Object.values(choices).map((choice) => choice.ask ?? {}),
  ]);
  return Object.assign({}, inputs, ...later);
}

/** A question within a sentence, without what explains it: "Which queue" of "Which queue? Its name.", "Queue" of "Queue (its name)". */
export const shortLabel = (label: string): string =>
  label.split(/[?:.](?:\s|$)| \(/, 1)[0] ?? label;

/** What to do about a fact in a text that nothing asks for. */
export const nothingAsksFor = (fact: string, asked: Fields): string =>
  `Nothing asks for {${fact}}. ${answersOf(asked)} Braces that are meant as such are written {{${fact}}}.`;

const answersOf = (asked: Fields): string =>
  Object.keys(asked).length === 0
    ? "This flow asks for nothing."
    : `There is: ${Object.keys(asked).join(", ")}.`;
