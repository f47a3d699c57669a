import type { Action } from "../aws/allow-list.ts";

type Actions = readonly Action[];

const balancing: Actions = [
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "elasticloadbalancing:DescribeTargetGroupAttributes",
  "elasticloadbalancing:DescribeListeners",
];
const rules: Actions = ["elasticloadbalancing:DescribeRules"];
const tags: Actions = ["elasticloadbalancing:DescribeTags"];
const metrics: Actions = ["cloudwatch:GetMetricData"];
const alarms: Actions = ["cloudwatch:DescribeAlarmsForMetric"];
const history: Actions = ["cloudwatch:DescribeAlarmHistory", "cloudtrail:LookupEvents"];
const accessLogs: Actions = [
  "s3:ListObjectsV2",
  "s3:GetObject",
  "athena:StartQueryExecution",
  "athena:GetQueryExecution",
  "athena:GetQueryResults",
  "athena:StopQueryExecution",
];
const logs: Actions = [
  "logs:DescribeLogGroups",
  "logs:StartQuery",
  "logs:GetQueryResults",
  "logs:StopQuery",
];
const settings: Actions = [
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "elasticloadbalancing:DescribeTargetGroupAttributes",
  ...tags,
  ...metrics,
];

/** What each probe of this pack may send. */
export const probeRights: { readonly [probe: string]: Actions } = {
  "alb.pattern": [...balancing, ...metrics],
  "alb.logs": [...balancing, ...metrics, ...accessLogs],
  "backend.logs": logs,
  "alb.changes": [...balancing, ...metrics, ...alarms, ...history],
  "alb.drain": balancing,
  "alb.next-deploy": [...balancing, ...metrics],
  "alb.timeouts": settings,
  "keepalive.measure": [...balancing],
  "alb.relief": [...settings, "elasticloadbalancing:DescribeTargetHealth"],
  "alb.retest": [...balancing, ...rules, ...metrics],
  "alb.follow-ups": [...balancing, ...alarms],
  "alb.catch": [...balancing, ...rules, ...metrics],
};

/** What finding an answer of these kinds of fields may send. */
export const fieldRights: { readonly [kind: string]: Actions } = {
  loadBalancer: [...balancing, ...rules, ...tags],
};
