import { askedFields, nothingAsksFor } from "../fields/asked-facts.ts";
import type { Fields } from "../fields/fields.ts";
import { platformFields } from "../fields/platform-fields.ts";
import type { Flow } from "../flow.ts";
import { factsIn, isSafelyFilled, quotingAdvice } from "../texts/fill.ts";
import { textsOfStep } from "../texts/with-facts.ts";
import type { Problem } from "./check-fields.ts";
import { factsOnArrival } from "./reach.ts";

/** Each fact in a text is one that the flow asks for on a way to it, and stands where facts are filled in. */
export function factsInTexts(flow: Flow): Problem[] {
  const asked = askedFields(flow);
  const texts = textsOf(flow);
  const lines = linesOf(flow);
  const quoted = lines.filter(([, line]) => !isSafelyFilled(line, asked));
  const problems = [
    ...[...texts, ...lines].flatMap((one) => unknownIn(one, asked)),
    ...texts.flatMap((one) => otherwise(one, asked)),
    ...quoted.map(([where]) => ({ where, says: quotingAdvice })),
    ...tooEarly(flow),
  ];
  return problems.length > 0 ? problems : askedElsewhere(flow, [...texts, ...lines]);
}

type Text = readonly [where: string, text: string];

/** Facts that nothing asks for, parts of what has none, and braces that were meant as a fact. */
const unknownIn = ([where, text]: Text, asked: Fields): Problem[] => [
  ...factsIn(text)
    .filter((fact) => !Object.hasOwn(asked, fact))
    .map((fact) => ({ where, says: nothingAsksFor(fact, asked) })),
  ...[...text.matchAll(/\{([a-zA-Z]\w*)\.[\w.]+\}/g)]
    .filter(([, name = ""]) => platformFields.some(({ kind }) => kind === asked[name]?.kind))
    .map(([whole, name]) => ({
      where,
      says: `${whole} is no part of an answer: write {${name}}.`,
    })),
  ...[
    ...text.matchAll(/(?<![${])\{(?: *[a-zA-Z]\w*-[\w-]* *| +[a-zA-Z]\w* *|[a-zA-Z]\w* +)\}/g),
  ].map(([whole]) => ({
    where,
    says: `${whole} is no fact: one is of letters and digits, without blanks, {queue}. Braces that are meant as such are written {${whole}}.`,
  })),
];

/** In a sentence, a fact as shells and forms to fill in write it; {{queue}} is how braces are written. */
const otherwise = ([where, text]: Text, asked: Fields): Problem[] =>
  [...text.matchAll(/\$\{ ?\w+ ?\}?|\$\w+|<\w+>|%\w+%|(?<!\{)\{\w+(?![\w}.])/g)].flatMap(
    ([written]) => {
      const name = written.replaceAll(/\W/g, "");
      return Object.hasOwn(asked, name)
        ? [{ where, says: `${written} stays as it is: write {${name}}.` }]
        : [];
    },
  );

/** A fact that no way to this place asks for would show as its question for ever. */
function askedElsewhere(flow: Flow, texts: readonly Text[]): Problem[] {
  const known = factsOnArrival(flow, (fields = {}) => Object.keys(fields), "union");
  return texts.flatMap(([where, text]) => {
    const [name = ""] = where.split(".");
    const here = flow.steps[name];
    const own = here === undefined ? [] : Object.keys(askedFields({ inputs: {}, steps: { here } }));
    return factsIn(text)
      .filter((fact) => !known.get(name)?.has(fact) && !own.includes(fact))
      .map((fact) => ({
        where,
        says: `{${fact}} is never known here: no way to this place asks for it. Ask for it before.`,
      }));
  });
}

const textsOf = ({ steps, ends }: Flow) => [
  ...Object.entries(steps).flatMap(([name, step]) => textsOfStep(name, step)),
  ...Object.entries(ends).flatMap(([name, { title, say }]): (readonly [string, string])[] => [
    [`${name}.title`, title],
    [`${name}.say`, say],
  ]),
];

const linesOf = ({ steps }: Flow) =>
  Object.entries(steps).flatMap(([name, { byHand = [] }]) =>
    byHand.map((line) => [`${name}.byHand`, line] as const),
  );

/** What is shown before anything was asked. */
const tooEarly = ({ title, inputs }: Flow): Problem[] =>
  [
    ["title", title] as const,
    ...Object.entries(inputs).map(([name, { label }]) => [`inputs.${name}`, label] as const),
  ].flatMap(([where, text]) =>
    factsIn(text).map((fact) => ({
      where,
      says: `{${fact}} is not known yet where this is shown: write it without.`,
    })),
  );
