import { type Describable, describables } from "./describe/describable.ts";
import { isReviewed } from "./logs/query-review.ts";
import type { Sdks } from "./sdks.ts";

/**
 * Every AWS command that Handrail may send, by the IAM action that permits it. All of them only read, but a query of
 * Athena, a single SELECT, writes its result where its workgroup says; StartQuery and StopQuery begin and end a search of
 * logs. The list is explicit, because a pattern such as Get* would also admit GetSecretValue. With what Handrail asks itself
 * goes what a runbook may state (describe/describable.ts).
 */
const own = [
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "elasticloadbalancing:DescribeTargetGroupAttributes",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeTags",
  "cloudwatch:GetMetricData",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:DescribeAlarmsForMetric",
  "cloudwatch:DescribeAlarmHistory",
  "cloudtrail:LookupEvents",
  "logs:DescribeLogGroups",
  "logs:StartQuery",
  "logs:GetQueryResults",
  "logs:StopQuery",
  "athena:StartQueryExecution",
  "athena:GetQueryExecution",
  "athena:GetQueryResults",
  "athena:StopQueryExecution",
  "s3:ListObjectsV2",
  "s3:GetObject",
] as const;

type Own = (typeof own)[number];

/** What Handrail's own looks ask; the doctor tries each. */
export const ownActions: readonly Own[] = own;

/** A command by its service and name, which IAM mostly has for the action that permits it: "cloudwatch:GetMetricData". */
export type Action = Own | Describable;

/** Every command that may be sent. */
export const allowed: readonly Action[] = [...new Set([...own, ...describables])];

/** The input of the action's command, as the SDK takes it; what a runbook states is held to that by AWS. */
export type InputOf<A extends Action> = A extends Own
  ? NonNullable<ConstructorParameters<Commands[A]>[0]>
  : object;
/** The output of the action's command, as the SDK gives it. */
export type OutputOf<A extends Action> = A extends Own
  ? Awaited<ReturnType<HandlerOf<A>>>["output"]
  : object;

/** Whether this IAM action is on the list. */
export const isAllowed = (action: string): action is Action => known.has(action);

const known: ReadonlySet<string> = new Set(allowed);

/**
 * Whether an allowed command may have this input: of S3, only access logs are read, which AWS delivers below AWSLogs/<account>/elasticloadbalancing/; logs are
 * searched with commands that were reviewed; Athena is asked a single query that begins with its steps or a select, in a workgroup that
 * is named.
 */
export const mayAsk = (action: Action, input: object): boolean =>
  conditions[action]?.(input) ?? true;

const conditions: { readonly [action in Action]?: (input: object) => boolean } = {
  "s3:GetObject": (input) => isAccessLog(textIn(input, "Key")),
  "logs:StartQuery": (input) => isReviewed(textIn(input, "queryString")),
  "athena:StartQueryExecution": (input) =>
    /^(with|select)\s[^;]*$/i.test(textIn(input, "QueryString")) &&
    /^[\w.-]{1,128}$/.test(textIn(input, "WorkGroup")),
};

/** Whether a key lies where AWS delivers a load balancer's logs: "prefix/AWSLogs/123456789012/elasticloadbalancing/…". */
export function isAccessLog(key: string): boolean {
  const parts = key.split("/");
  const folder = parts.findIndex(
    (part, at) => part === "AWSLogs" && parts[at + 2] === "elasticloadbalancing",
  );
  const isInside = folder >= 0 && parts.length > folder + 3 && parts[folder + 1] !== "";
  return isInside && parts.at(-1) !== "" && !parts.some((part) => part === ".." || part === ".");
}

const textIn = (input: object, name: string): string => {
  const value: unknown = new Map<string, unknown>(Object.entries(input)).get(name);
  return typeof value === "string" ? value : "";
};

/** The SDK's class of the command; it has the action's name. */
type CommandOf<A extends Own> = A extends `${infer S extends keyof Sdks}:${infer Name}`
  ? `${Name}Command` extends infer C extends keyof Sdks[S]
    ? Extract<Sdks[S][C], Command>
    : never
  : never;
type Commands = { readonly [A in Own]: CommandOf<A> };
type Command = abstract new (
  ...input: never[]
) => {
  resolveMiddleware: (...given: never[]) => (...given: never[]) => Promise<{ output: unknown }>;
};
type HandlerOf<A extends Own> = ReturnType<InstanceType<Commands[A]>["resolveMiddleware"]>;
