import { z } from "zod";
import type { Problem } from "#language";
import {
  type Describable,
  describables,
  inputProblem,
  inputsOf,
  requiredOf,
} from "../../aws/describe/describable.ts";
import { genericSignature, readProblems, readValueTypes } from "../generic-signature.ts";
import { awsPlaceShape, findingsShape, readShape } from "../shape-parts.ts";

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
    ...awsPlaceShape,
    read: readShape,
    findings: findingsShape,
  })
  .describe("Asks AWS with one command of a list, and reads its answer.");

export type AwsDescribe = z.output<typeof awsDescribe>;

export const awsDescribeSignature = genericSignature({
  id: "aws.describe",
  doing: "Asking AWS",
  doingThis: ({ call }) => (typeof call === "string" ? `Asking AWS with ${call}` : "Asking AWS"),
  rights: (probe) => rightsOf(awsDescribe.parse(probe)),
  shape: awsDescribe,
  values: readValueTypes,
  problems: ({ call, with: given, read }) => [...inputProblems(call, given), ...readProblems(read)],
});

/** A queue is looked up by its name, where that is not its URL. */
const rightsOf = ({ call, with: given }: AwsDescribe): readonly string[] =>
  "QueueUrl" in given ? [...new Set(["sqs:GetQueueUrl", call])] : [call];

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
      const says = inputProblem(call, name, value);
      return says === undefined ? [] : [{ where: `with.${name}`, says }];
    }),
    ...requiredOf(call)
      .filter((name) => !given.includes(name))
      .map((name) => ({ where: `with.${name}`, says: `It is missing. ${call} needs it.` })),
  ];
}
