import type { Answers, Json } from "#language";
import { filled, Unfilled } from "../../language/texts/fill.ts";

/** What a command is given, by name. */
export type Input = { readonly [name: string]: Json };

/** The same with the facts in its texts. Throws Unfilled where one is missing, or becomes a path to elsewhere. */
export const inputOf = (given: Input, facts: Answers): Input =>
  Object.fromEntries(Object.entries(given).map(([name, part]) => [name, inFull(part, facts)]));

function inFull(part: Json, facts: Answers): Json {
  if (typeof part === "string") {
    const text = filled(part, facts);
    // Some services are asked by paths, in which names stand.
    if (text === "." || text === "..")
      throw new Unfilled(`“${text}” is no name of anything. Correct the answer.`);
    return text;
  }
  if (Array.isArray(part)) return part.map((one: Json) => inFull(one, facts));
  return typeof part === "object" && part !== null ? inputOf(part as Input, facts) : part;
}
