import type { z } from "zod";
import type { Fields, GenericProbe, ProbeSignature, Problem } from "#language";
import type { ValueTypes } from "./deciding/condition.ts";
import { decidingProblems, probeFacts } from "./probe-facts.ts";
import { expressionProblem } from "./reading/expression.ts";
import { shapeProblems } from "./shape-problems.ts";

type Rules = NonNullable<ProbeSignature["generic"]>;

/** What tells one kind of generic probe from the others. */
interface Kind<Stated> extends Pick<Rules, "rights" | "isStill" | "command"> {
  readonly id: string;
  /** Present tense, of any probe of this kind: "Asking AWS". */
  readonly doing: string;
  /** The same of one as it is stated; `doing` when absent. */
  readonly doingThis?: Rules["doing"];
  readonly shape: z.ZodType<Stated>;
  /** What conditions may ask of its answer. */
  readonly values: (probe: GenericProbe) => ValueTypes;
  /** Facts that it asks for besides those in its texts and conditions. */
  readonly needs?: (probe: GenericProbe) => readonly string[];
  /** What is wrong with one that has the shape, besides its findings. */
  readonly problems: (stated: Stated, asked: Fields) => readonly Problem[];
}

/** What a flow may know of a kind of generic probe. */
export function genericSignature<Stated>(kind: Kind<Stated>): ProbeSignature {
  const { id, doing, doingThis, shape, values, needs, problems, ...rules } = kind;
  return {
    ...{ id, version: 1, doing, needs: {}, takes: {}, findings: [], role: "check" },
    generic: {
      ...rules,
      doing: doingThis ?? (() => doing),
      facts: (probe) => [
        ...new Set([...(needs?.(probe) ?? []), ...probeFacts(probe, values(probe))]),
      ],
      problems: (probe, asked) => {
        const wrong = shapeProblems(shape, probe);
        return wrong.length > 0
          ? wrong
          : [
              ...problems(shape.parse(probe), asked),
              ...decidingProblems(probe, values(probe), asked),
            ];
      },
    },
  };
}

/** What was named under read, of types that nobody knows before. */
export const readValueTypes = ({ read }: GenericProbe): ValueTypes =>
  Object.fromEntries(Object.keys(read ?? {}).map((name) => [name, "any"]));

/** What is wrong with the expressions under read; `own` are the probe's values, whose names are taken. */
export const readProblems = (
  read: { readonly [name: string]: string } = {},
  own: ValueTypes = {},
  more: (expression: string) => string | undefined = () => undefined,
): readonly Problem[] =>
  Object.entries(read).flatMap(([name, expression]) => {
    const says = Object.hasOwn(own, name)
      ? `"${name}" is there already: give it another name.`
      : (expressionProblem(expression) ?? more(expression));
    return says === undefined ? [] : [{ where: `read.${name}`, says }];
  });
