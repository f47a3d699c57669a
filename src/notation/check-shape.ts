import { z } from "zod";
import type { Problem } from "#language";
import { shapeProblems } from "../probes/shape-problems.ts";
import { flowShape } from "./flow-shape.ts";

const shape = flowShape(
  z
    .union([z.string().min(1), z.looseObject({ kind: z.string().min(1) })])
    .describe("The name of a probe, or one as data: { kind: …, findings: … }."),
);

/** What has not the shape of a flow, with where, and what to write instead; the contents are for `checkFlow`. */
export function checkShape(flow: unknown): readonly Problem[] {
  if (typeof flow !== "object" || flow === null || Array.isArray(flow)) return [noFlow];
  const problems = [...shapeProblems(shape, flow), ...unwritten(flow)];
  if (problems.length > 0) return problems;
  const parsed = shape.parse(flow);
  return [...fieldProblems(parsed), ...tooMuch(parsed)];
}

/** What no message of a chat has room for. */
const tooMuch = ({ steps }: z.output<typeof shape>): readonly Problem[] =>
  Object.entries(steps).flatMap(([name, { byHand = [], choices }]) => [
    ...(byHand.join("\n").length > mostByHand
      ? [
          {
            where: `steps.${name}.byHand`,
            says: `Its lines have more than ${mostByHand} characters together: keep a script where it runs, and name it.`,
          },
        ]
      : []),
    ...(Object.keys(choices).length > mostChoices
      ? [
          {
            where: `steps.${name}.choices`,
            says: `It has more than ${mostChoices}: make two steps.`,
          },
        ]
      : []),
  ]);

const mostByHand = 2_800;
const mostChoices = 30;

const noFlow: Problem = {
  where: "the file",
  says: "It holds no runbook: one begins with id, version and title. docs/examples/sqs-backlog.yaml is one to copy.",
};

/** What a draft leaves to a person: every text that begins with TODO. */
function unwritten(part: unknown, where = ""): readonly Problem[] {
  if (typeof part === "string" && /^TODO\b/.test(part))
    return [{ where, says: `It is still to be written (${part.slice(0, 60)}).` }];
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) =>
    unwritten(inner, where === "" ? name : `${where}.${name}`),
  );
}

type Fields = z.output<typeof shape>["inputs"];

function fieldProblems({ inputs, steps }: z.output<typeof shape>): readonly Problem[] {
  const all: readonly (readonly [string, Fields | undefined])[] = [
    ["inputs", inputs],
    ...Object.entries(steps).flatMap(([step, { ask, choices }]) => [
      [`steps.${step}.ask`, ask] as const,
      ...Object.entries(choices).map(
        ([choice, way]) => [`steps.${step}.choices.${choice}.ask`, way.ask] as const,
      ),
    ]),
  ];
  return all.flatMap(([where, fields = {}]) =>
    Object.entries(fields).flatMap(([name, field]) => fieldProblem(`${where}.${name}`, field)),
  );
}

/** What stands in a field is what its kind takes. */
function fieldProblem(where: string, field: Fields[string]): readonly Problem[] {
  const { kind, options, min, max, long } = field;
  const isNumber = kind === "number";
  return [
    ...(kind === "choice" && options === undefined
      ? [{ where: `${where}.options`, says: "It is missing: a choice lists what can be picked." }]
      : []),
    ...(kind !== "choice" && options !== undefined
      ? [{ where: `${where}.options`, says: `A ${kind} has no options: write kind: choice.` }]
      : []),
    ...(isNumber && (min === undefined || max === undefined)
      ? [{ where, says: "A number has bounds: write min and max." }]
      : []),
    ...(isNumber && min !== undefined && max !== undefined && min > max
      ? [{ where: `${where}.min`, says: "It is more than max." }]
      : []),
    ...(long !== undefined && kind !== "text"
      ? [{ where: `${where}.long`, says: "Only a text has several lines." }]
      : []),
  ];
}
