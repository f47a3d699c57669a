import { optionsMeant, type Question } from "./form.ts";

/** What a walker knows, by the label of the field that asks for it. */
export type Knowledge = readonly (readonly [label: RegExp, answer: string])[];

/** A responder who has looked into server.js: a keep-alive in milliseconds. */
export const backendKnown = (keepAliveMs: number): Knowledge => [
  [/which server is it/i, "Node.js http (v20 late"],
  [/when does it close/i, "I read it"],
  [/the value/i, `${keepAliveMs} ms`],
  [/where did you read/i, "server.js, line 12: server.keepAliveTimeout"],
];

/** The entries for a form. Throws where a field has to be answered and nothing is known. */
export function fill(questions: readonly Question[], known: Knowledge): Record<string, string> {
  const entries = questions.flatMap((question): [string, string][] => {
    const answer = known.find(([label]) => label.test(question.label))?.[1];
    if (answer !== undefined) return [[question.blockId, entryOf(question, answer)]];
    if (question.isOptional || question.current !== "") return [];
    throw new Error(`The form asks “${question.label}”, and the walk has no answer.`);
  });
  return Object.fromEntries(entries);
}

/** What was entered, as it stands in the form. */
export const inWords = (
  questions: readonly Question[],
  entries: Readonly<Record<string, string>>,
): string =>
  questions
    .flatMap(({ blockId, options }) => {
      const entry = entries[blockId];
      return options.find(({ value }) => value === entry)?.label ?? entry ?? [];
    })
    .join("; ") || "nothing";

function entryOf({ options, label }: Question, answer: string): string {
  if (options.length === 0) return answer;
  const [option] = optionsMeant(options, answer);
  if (option) return option.value;
  throw new Error(`“${label}” has no option “${answer}”.`);
}
