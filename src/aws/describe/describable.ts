/** How the pages of an answer follow one another: which field of the question takes the token that which field of the answer gives. */
export interface Paging {
  readonly takes: string;
  readonly gives: string;
}

const tokened: Paging = { takes: "NextToken", gives: "NextToken" };
const lowerTokened: Paging = { takes: "nextToken", gives: "nextToken" };
const marked: Paging = { takes: "Marker", gives: "Marker" };
const nextMarked: Paging = { takes: "Marker", gives: "NextMarker" };
/** Comes in one answer; where it says that it was cut, that is not read as the whole. */
const whole = null;

/**
 * The commands that a runbook may state for aws.describe, each reviewed: it only reads, and what it gives holds no secret, or
 * holds one in fields that are struck before anything reads them (secrets.ts). What is left out and why stands in the test of
 * this list.
 */
export const describable = {
  "elasticloadbalancing:DescribeLoadBalancers": nextMarked,
  "elasticloadbalancing:DescribeLoadBalancerAttributes": whole,
  "elasticloadbalancing:DescribeListeners": nextMarked,
  "elasticloadbalancing:DescribeRules": nextMarked,
  "elasticloadbalancing:DescribeTargetGroups": nextMarked,
  "elasticloadbalancing:DescribeTargetGroupAttributes": whole,
  "elasticloadbalancing:DescribeTargetHealth": whole,
  "ec2:DescribeInstances": tokened,
  "ec2:DescribeInstanceStatus": tokened,
  "ec2:DescribeVolumes": tokened,
  "ec2:DescribeSecurityGroups": tokened,
  "ec2:DescribeSubnets": tokened,
  "ec2:DescribeRouteTables": tokened,
  "ec2:DescribeNetworkAcls": tokened,
  "ec2:DescribeNetworkInterfaces": tokened,
  "ec2:DescribeNatGateways": tokened,
  "ecs:DescribeClusters": whole,
  "ecs:DescribeServices": whole,
  "ecs:DescribeTasks": whole,
  "ecs:ListServices": lowerTokened,
  "ecs:ListTasks": lowerTokened,
  "eks:DescribeCluster": whole,
  "eks:DescribeNodegroup": whole,
  "eks:ListNodegroups": lowerTokened,
  "rds:DescribeDBInstances": marked,
  "rds:DescribeDBClusters": marked,
  "rds:DescribeDBProxyTargets": marked,
  "rds:DescribeEvents": marked,
  "rds:DescribePendingMaintenanceActions": marked,
  "lambda:GetAccountSettings": whole,
  "lambda:GetFunctionConcurrency": whole,
  "lambda:GetProvisionedConcurrencyConfig": whole,
  "lambda:ListProvisionedConcurrencyConfigs": nextMarked,
  "lambda:ListAliases": nextMarked,
  "lambda:GetEventSourceMapping": whole,
  "lambda:ListEventSourceMappings": nextMarked,
  "sqs:GetQueueUrl": whole,
  "sqs:GetQueueAttributes": whole,
  "sqs:ListQueues": tokened,
  "sqs:ListDeadLetterSourceQueues": tokened,
  "sns:GetTopicAttributes": whole,
  "dynamodb:DescribeTable": whole,
  "dynamodb:DescribeLimits": whole,
  "elasticache:DescribeCacheClusters": marked,
  "elasticache:DescribeReplicationGroups": marked,
  "elasticache:DescribeServerlessCaches": tokened,
  "elasticache:DescribeEvents": marked,
  "acm:DescribeCertificate": whole,
  "acm:ListCertificates": tokened,
  "route53:GetHealthCheck": whole,
  "route53:GetHealthCheckStatus": whole,
  "route53:ListHostedZonesByName": whole,
  "route53:ListResourceRecordSets": whole,
  "autoscaling:DescribeAutoScalingGroups": tokened,
  "autoscaling:DescribePolicies": tokened,
  "autoscaling:DescribeScalingActivities": tokened,
  "apigateway:GetRestApis": { takes: "position", gives: "position" },
  "apigateway:GetStage": whole,
  "apigateway:GetStages": whole,
  "apigatewayv2:GetApis": tokened,
  "apigatewayv2:GetStage": whole,
  "apigatewayv2:GetStages": tokened,
  "cloudfront:GetDistribution": whole,
  "cloudfront:GetInvalidation": whole,
  "cloudfront:ListInvalidations": whole,
  "kinesis:DescribeStreamSummary": whole,
  "kinesis:ListShards": whole,
  "servicequotas:GetServiceQuota": whole,
  "servicequotas:GetAWSDefaultServiceQuota": whole,
  "servicequotas:ListServiceQuotas": tokened,
} as const satisfies { readonly [action: string]: Paging | null };

/** An action of a command that a runbook may state. */
export type Describable = keyof typeof describable;

/** All of them, in order. */
export const describables = Object.keys(describable) as readonly Describable[];

/** How the pages of a command follow one another; null where there is one. */
export const pagingOf = (action: Describable): Paging | null => describable[action];
