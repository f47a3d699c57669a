import { askedIn, nothingAsksFor } from "../fields/asked-facts.ts";
import type { Flow } from "../flow.ts";
import { factsIn, isSafelyFilled, quoting } from "../texts/fill.ts";
import { textsOfStep } from "../texts/with-facts.ts";
import type { Problem } from "./check-fields.ts";

/** Each fact in a text is one that the flow asks for, and stands where facts are filled in. */
export function factsInTexts(flow: Flow): Problem[] {
  const asked = askedIn(flow);
  const unknown = ([where, text]: readonly [string, string]): Problem[] =>
    factsIn(text)
      .filter((fact) => !Object.hasOwn(asked, fact))
      .map((fact) => ({ where, says: nothingAsksFor(fact, asked) }));
  return [
    ...textsOf(flow).flatMap(unknown),
    ...linesOf(flow).flatMap(([where, line]) =>
      isSafelyFilled(line, asked) ? unknown([where, line]) : [{ where, says: quoting }],
    ),
    ...tooEarly(flow),
  ];
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
