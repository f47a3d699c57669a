import type { FieldKinds } from "../fields/field-kind.ts";
import type { Field, Fields } from "../fields/fields.ts";
import type { Flow } from "../flow.ts";

/** What is wrong with a flow, where, and what to do about it. */
export interface Problem {
  readonly where: string;
  readonly says: string;
}

/** Each question is of a kind that is known, and the run is about one thing at most, asked for before it starts. */
export function questions(flow: Flow, kinds: FieldKinds): Problem[] {
  const about = Object.entries(flow.inputs).flatMap(([name, field]) =>
    field.subject ? [name] : [],
  );
  return [
    ...questionsOf(flow).flatMap((question) => kindOf(question, kinds)),
    ...(about.length > 1
      ? [
          {
            where: "inputs",
            says: `Only one input can be the subject, not ${about.join(" and ")}.`,
          },
        ]
      : []),
    ...questionsOf(flow)
      .filter(({ field, where }) => field.subject && !where.startsWith("inputs."))
      .map(({ where }) => ({ where, says: "Only an input of the flow can be its subject." })),
  ];
}

/** A question of a flow, with where it stands and the name of its fact. */
export interface Question {
  readonly where: string;
  readonly name: string;
  readonly field: Field;
}

function kindOf({ where, field }: Question, kinds: FieldKinds): Problem[] {
  const kind = kinds.get(field.kind);
  if (kind === undefined) {
    const known = [...kinds.keys()].join(", ");
    return [{ where, says: `There is no kind of field "${field.kind}". There is: ${known}.` }];
  }
  if (field.subject && !kind.subject)
    return [{ where, says: `A run cannot be about a ${kind.called.one}.` }];
  return [];
}

/** All that a flow asks: its inputs, and what is asked once the run walks. */
export const questionsOf = ({ inputs, steps }: Flow): readonly Question[] => [
  ...questionsIn("inputs", inputs),
  ...Object.entries(steps).flatMap(([name, { ask, choices }]) => [
    ...questionsIn(name, ask),
    ...Object.entries(choices).flatMap(([choice, way]) =>
      questionsIn(`${name}.${choice}`, way.ask),
    ),
  ]),
];

const questionsIn = (where: string, fields: Fields = {}): readonly Question[] =>
  Object.entries(fields).map(([name, field]) => ({ where: `${where}.${name}`, name, field }));
