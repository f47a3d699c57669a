import { type Action, allowed } from "./allow-list.ts";
import type { Partition } from "./regions.ts";

/** What a statement of an IAM policy permits for a command. */
export interface Grant {
  readonly action: string;
  readonly resources: readonly string[];
}

/** IAM's name of the action that permits a command, and what it is limited to where that is known without knowing what there is. */
export function grantOf(action: Action | "sts:AssumeRole"): Grant {
  if (action === "s3:ListObjectsV2") return { action: "s3:ListBucket", resources: everything };
  if (action === "s3:GetObject") return { action, resources: accessLogs };
  if (action.startsWith("athena:")) return { action, resources: workgroup };
  // Reading anything of API Gateway is one action: it is told apart by paths, of which those of keys are not among these.
  if (/^apigateway(v2)?:/.test(action)) return { action: "apigateway:GET", resources: apis };
  return { action, resources: everything };
}

/**
 * The IAM policy that permits exactly these commands; all that Handrail may send when none are named. Objects are limited to
 * access logs, Athena to a workgroup named handrail and API Gateway to APIs; none of the others can be narrowed usefully without knowing
 * what there is.
 */
export function iamPolicy(actions: readonly Action[] = allowed, partition: Partition = "aws") {
  const grants = actions.map(grantOf);
  const statements = statementsFor.map(({ Sid, resources }) => ({
    Sid,
    Effect: "Allow",
    Action: [...new Set(grants.filter((grant) => grant.resources === resources).map(nameOf))],
    Resource: resources === everything ? "*" : resources.map((arn) => inPartition(arn, partition)),
  }));
  return { Version: "2012-10-17", Statement: statements.filter(({ Action }) => Action.length > 0) };
}

/** The same ARN in another partition. */
const inPartition = (arn: string, partition: Partition): string =>
  arn.replace(/^arn:aws:/, `arn:${partition}:`);

const nameOf = ({ action }: Grant): string => action;

const everything: readonly string[] = ["*"];
const accessLogs: readonly string[] = ["arn:aws:s3:::*/AWSLogs/*/elasticloadbalancing/*"];
const workgroup: readonly string[] = ["arn:aws:athena:*:*:workgroup/handrail"];
/** API Gateway's APIs and their stages: a key's path is none of them. */
export const apis: readonly string[] = [
  "arn:aws:apigateway:*::/restapis",
  "arn:aws:apigateway:*::/restapis/*/stages",
  "arn:aws:apigateway:*::/restapis/*/stages/*",
  "arn:aws:apigateway:*::/apis",
  "arn:aws:apigateway:*::/apis/*/stages",
  "arn:aws:apigateway:*::/apis/*/stages/*",
];

const statementsFor = [
  { Sid: "HandrailReads", resources: everything },
  { Sid: "HandrailReadsAccessLogs", resources: accessLogs },
  { Sid: "HandrailAsksAthena", resources: workgroup },
  { Sid: "HandrailReadsApis", resources: apis },
];
