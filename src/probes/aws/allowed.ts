import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsForMetricCommand,
  GetMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";

/**
 * Every AWS command that Handrail may send, by the IAM action that permits it. All of them only read. The list is explicit,
 * because a pattern such as Get* would also admit GetSecretValue.
 */
export const allowed = {
  "elasticloadbalancing:DescribeLoadBalancers": DescribeLoadBalancersCommand,
  "elasticloadbalancing:DescribeTargetGroups": DescribeTargetGroupsCommand,
  "elasticloadbalancing:DescribeTargetHealth": DescribeTargetHealthCommand,
  "elasticloadbalancing:DescribeLoadBalancerAttributes": DescribeLoadBalancerAttributesCommand,
  "elasticloadbalancing:DescribeTargetGroupAttributes": DescribeTargetGroupAttributesCommand,
  "elasticloadbalancing:DescribeListeners": DescribeListenersCommand,
  "elasticloadbalancing:DescribeRules": DescribeRulesCommand,
  "elasticloadbalancing:DescribeTags": DescribeTagsCommand,
  "cloudwatch:GetMetricData": GetMetricDataCommand,
  "cloudwatch:DescribeAlarmsForMetric": DescribeAlarmsForMetricCommand,
  "cloudwatch:DescribeAlarmHistory": DescribeAlarmHistoryCommand,
  "cloudtrail:LookupEvents": LookupEventsCommand,
  "sts:GetCallerIdentity": GetCallerIdentityCommand,
} as const;

/** An IAM action, written as in a policy: "cloudwatch:GetMetricData". */
export type Action = keyof typeof allowed;
/** The input of the action's command, as the SDK takes it. */
export type InputOf<A extends Action> = NonNullable<ConstructorParameters<(typeof allowed)[A]>[0]>;
/** The output of the action's command, as the SDK gives it. */
export type OutputOf<A extends Action> = Awaited<ReturnType<HandlerOf<A>>>["output"];

/** Whether this IAM action is on the list. */
export const isAllowed = (action: string): action is Action => Object.hasOwn(allowed, action);

/** The IAM policy that permits exactly what Handrail asks; none of these actions except GetMetricData can be narrowed usefully. */
export const iamPolicy = () => ({
  Version: "2012-10-17",
  Statement: [
    { Sid: "HandrailReads", Effect: "Allow", Action: Object.keys(allowed), Resource: "*" },
  ],
});

type HandlerOf<A extends Action> = ReturnType<
  InstanceType<(typeof allowed)[A]>["resolveMiddleware"]
>;
