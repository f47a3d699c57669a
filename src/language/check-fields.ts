import type { FieldKinds } from "./field-kind.ts";
import type { Field, Fields } from "./fields.ts";
import type { Flow } from "./flow.ts";

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
  const inputs = questionsIn("inputs", flow.inputs);
  const later = laterIn(flow);
  return [
    ...[...inputs, ...later].flatMap(([where, field]) => kindOf(where, field, kinds)),
    ...(about.length > 1
      ? [
          {
            where: "inputs",
            says: `Only one input can be the subject, not ${about.join(" and ")}.`,
          },
        ]
      : []),
    ...later
      .filter(([, field]) => field.subject)
      .map(([where]) => ({ where, says: "Only an input of the flow can be its subject." })),
  ];
}

type Question = readonly [where: string, field: Field];

function kindOf(where: string, field: Field, kinds: FieldKinds): Problem[] {
  const kind = kinds.get(field.kind);
  if (kind === undefined) {
    const known = [...kinds.keys()].join(", ");
    return [{ where, says: `There is no kind of field "${field.kind}". There is: ${known}.` }];
  }
  if (field.subject && !kind.subject)
    return [{ where, says: `A run cannot be about a ${kind.called.one}.` }];
  return [];
}

/** What is asked once the run walks. */
const laterIn = ({ steps }: Flow): Question[] =>
  Object.entries(steps).flatMap(([name, { ask, choices }]) => [
    ...questionsIn(name, ask),
    ...Object.entries(choices).flatMap(([choice, way]) =>
      questionsIn(`${name}.${choice}`, way.ask),
    ),
  ]);

const questionsIn = (where: string, fields: Fields = {}): Question[] =>
  Object.entries(fields).map(([name, field]) => [`${where}.${name}`, field]);
