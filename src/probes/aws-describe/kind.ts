import { z } from "zod";
import type { Fields, GenericProbe, ProbeSignature, Problem } from "#language";
import { type Describable, describables } from "../../aws/describe/describable.ts";
import { inputsOf, misfit, requiredOf } from "../../aws/describe/inputs.ts";
import type { ValueTypes } from "../deciding/condition.ts";
import { decidingProblems, factsOf } from "../probe-facts.ts";
import { expressionProblem } from "../reading/expression.ts";
import { findings, place, read } from "../shape-parts.ts";
import { shapeProblems } from "../shape-problems.ts";

/** One command of AWS's that only reads, of which the answer is read. */
export const awsDescribe = z
  .strictObject({
    kind: z.literal("aws.describe"),
    call: z
      .enum(describables)
      .describe(
        "The service and the command, such as rds:DescribeDBClusters; docs/probes.md lists them.",
      ),
    with: z
      .record(z.string().regex(/^[a-zA-Z]\w*$/), z.json())
      .default({})
      .describe(
        'What the command is given, by the names that AWS has, with {facts}: { DBClusterIdentifier: "{cluster}" }.',
      ),
    ...place,
    read,
    findings,
  })
  .describe("Asks AWS with one command of a list, and reads its answer.");

export type AwsDescribe = z.output<typeof awsDescribe>;

export const awsDescribeSignature: ProbeSignature = {
  id: "aws.describe",
  version: 1,
  doing: "Asking AWS",
  needs: {},
  takes: {},
  findings: [],
  role: "check",
  generic: {
    doing: ({ call }) => (typeof call === "string" ? `Asking AWS with ${call}` : "Asking AWS"),
    rights: (probe) => rightsOf(awsDescribe.parse(probe)),
    facts: (probe) => factsOf(probe, typesOf(probe)),
    problems: (probe, asked) => {
      const shape = shapeProblems(awsDescribe, probe);
      return shape.length > 0 ? shape : contentProblems(probe, asked);
    },
  },
};

/** A queue is looked up by its name, where that is not its URL. */
const rightsOf = ({ call, with: given }: AwsDescribe): readonly string[] =>
  "QueueUrl" in given ? [...new Set(["sqs:GetQueueUrl", call])] : [call];

const typesOf = ({ read: named }: GenericProbe): ValueTypes =>
  Object.fromEntries(Object.keys(named ?? {}).map((name) => [name, "any" as const]));

function contentProblems(probe: GenericProbe, asked: Fields): readonly Problem[] {
  const { call, with: given, read: named } = awsDescribe.parse(probe);
  return [
    ...inputProblems(call, given),
    ...Object.entries(named).flatMap(([name, expression]) => {
      const says = expressionProblem(expression);
      return says === undefined ? [] : [{ where: `read.${name}`, says }];
    }),
    ...decidingProblems(probe, typesOf(probe), asked),
  ];
}

function inputProblems(call: Describable, stated: AwsDescribe["with"]): readonly Problem[] {
  const given = Object.keys(stated);
  const known = inputsOf(call);
  const takes = known.length === 0 ? "It takes nothing." : `It takes: ${known.join(", ")}.`;
  return [
    ...given
      .filter((name) => !known.includes(name))
      .map((name) => ({
        where: `with.${name}`,
        says: `There is no "${name}" for ${call}. ${takes}`,
      })),
    ...Object.entries(stated).flatMap(([name, value]) => {
      const says = misfit(call, name, value);
      return says === undefined ? [] : [{ where: `with.${name}`, says }];
    }),
    ...requiredOf(call)
      .filter((name) => !given.includes(name))
      .map((name) => ({ where: `with.${name}`, says: `It is missing. ${call} needs it.` })),
  ];
}
