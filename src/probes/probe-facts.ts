import type { Answers, Fields, GenericProbe, Problem } from "#language";
import { nothingAsksFor } from "../language/fields/asked-facts.ts";
import { factsIn } from "../language/texts/fill.ts";
import { namesIn, type ValueTypes } from "./deciding/condition.ts";
import { findingProblems, rootOf } from "./deciding/decide.ts";

/** The facts that a probe asks for: in its texts as {queue}, in its conditions by name, besides the values that it reads itself. */
export function probeFacts(
  { findings, ...asked }: GenericProbe,
  own: ValueTypes,
): readonly string[] {
  const decided = Object.values(findings).flatMap(namesIn).map(rootOf);
  const all = [...factsIn(asked), ...decided.filter((name) => !Object.hasOwn(own, name))];
  return [...new Set(all)].filter((name) => name !== "else");
}

/** What is wrong with the findings over the probe's own values and the answers of the flow, and with the facts in its texts. */
export function decidingProblems(
  { findings, ...texts }: GenericProbe,
  own: ValueTypes,
  asked: Fields,
): readonly Problem[] {
  const taken = Object.hasOwn(asked, "now") ? [nowIsTaken] : [];
  const both = Object.keys(own).filter((name) => Object.hasOwn(asked, name));
  const unknown = Object.entries(texts).flatMap(([where, part]) =>
    factsIn(part)
      .filter((fact) => !Object.hasOwn(asked, fact))
      .map((fact) => ({ where, fact })),
  );
  return [
    ...taken,
    ...both.map((name) => ({
      where: "findings",
      says: `"${name}" is a value of this probe and an answer of the flow: give the answer another name.`,
    })),
    ...unknown.map(({ where, fact }) => ({
      where,
      says: nothingAsksFor(fact, asked),
    })),
    ...findingProblems(findings, { ...typesOf(asked), ...own }),
  ];
}

const nowIsTaken = {
  where: "findings",
  says: '"now" is the time in conditions, and an answer of the flow: give the answer another name.',
};

const typesOf = (asked: Fields): ValueTypes =>
  Object.fromEntries(
    Object.entries(asked).map(([name, { kind, options }]) => [
      name,
      kind === "choice" && options !== undefined ? options : (types[kind] ?? "any"),
    ]),
  );

const types: { readonly [kind: string]: "number" | "text" } = {
  number: "number",
  seconds: "number",
  text: "text",
  url: "text",
  choice: "text",
};

/** The values to decide with: what was read, and what was answered. */
export const valuesWith = <Own extends object>(own: Own, facts: Answers) => ({ ...facts, ...own });
