import type { FieldKind, FieldKinds } from "../fields/field-kind.ts";
import type { Field, Fields } from "../fields/fields.ts";
import type { Flow } from "../flow.ts";

/** What is wrong with a flow, where, and what to do about it. */
export interface Problem {
  readonly where: string;
  readonly says: string;
}

/** Each question is of a kind that is known, and the run is about one thing at most, asked for before it starts. */
export function checkFields(flow: Flow, kinds: FieldKinds): Problem[] {
  const about = Object.entries(flow.inputs).flatMap(([name, field]) =>
    field.subject ? [name] : [],
  );
  return [
    ...flowQuestions(flow).flatMap((question) => kindOf(question, kinds)),
    ...(about.length > 1
      ? [
          {
            where: "inputs",
            says: `Only one input can be the subject, not ${about.join(" and ")}.`,
          },
        ]
      : []),
    ...flowQuestions(flow)
      .filter(({ field, where }) => field.subject && !where.startsWith("inputs."))
      .map(({ where }) => ({ where, says: "Only an input of the flow can be its subject." })),
    ...forms(flow),
  ];
}

/** A form is one page, and nobody fills in a long one while something is down. */
function forms({ inputs, steps }: Flow): Problem[] {
  const all: readonly (readonly [string, Fields | undefined])[] = [
    ["inputs", inputs],
    ...Object.entries(steps).flatMap(([name, { ask, choices }]) => [
      [`${name}.ask`, ask] as const,
      ...Object.entries(choices).map(([choice, way]) => [`${name}.${choice}`, way.ask] as const),
    ]),
  ];
  return all
    .filter(([, fields = {}]) => Object.keys(fields).length > mostQuestions)
    .map(([where]) => ({
      where,
      says: `It asks more than ${mostQuestions} questions at once: ask some of them in a step of their own.`,
    }));
}

const mostQuestions = 20;

/** A question of a flow, with where it stands and the name of its fact. */
export interface FlowQuestion {
  readonly where: string;
  readonly name: string;
  readonly field: Field;
}

function kindOf({ where, field }: FlowQuestion, kinds: FieldKinds): Problem[] {
  const kind = kinds.get(field.kind);
  if (kind === undefined) {
    const known = [...kinds.keys()].join(", ");
    return [{ where, says: `There is no kind of field "${field.kind}". There is: ${known}.` }];
  }
  if (field.subject && !kind.subject)
    return [{ where, says: `A run cannot be about a ${kind.called.one}.` }];
  if (field.subject && field.optional)
    return [{ where, says: "What a run is about is always answered: leave optional out." }];
  return [...beginning(where, field, kind), ...twice(where, field)];
}

/** What a form begins with is an answer that it takes. */
const beginning = (where: string, field: Field, { fits, expected }: FieldKind): Problem[] =>
  field.initial === undefined || fits(field.initial, field)
    ? []
    : [
        {
          where: `${where}.initial`,
          says: `It is no answer that the form takes. ${expected(field, field.initial)}`,
        },
      ];

const twice = (where: string, { options = [] }: Field): Problem[] =>
  options
    .filter((option, index) => options.indexOf(option) !== index)
    .map((option) => ({ where: `${where}.options`, says: `“${option}” stands twice: leave one.` }));

/** All that a flow asks: its inputs, and what is asked once the run walks. */
export const flowQuestions = ({ inputs, steps }: Flow): readonly FlowQuestion[] => [
  ...questionsIn("inputs", inputs),
  ...Object.entries(steps).flatMap(([name, { ask, choices }]) => [
    ...questionsIn(name, ask),
    ...Object.entries(choices).flatMap(([choice, way]) =>
      questionsIn(`${name}.${choice}`, way.ask),
    ),
  ]),
];

const questionsIn = (where: string, fields: Fields = {}): readonly FlowQuestion[] =>
  Object.entries(fields).map(([name, field]) => ({ where: `${where}.${name}`, name, field }));
