/** How the pages of an answer follow one another: which field of the question takes the token that which field of the answer gives. */
export interface CommandPaging {
  readonly takes: string;
  readonly gives: string;
}

/** What is known of a command that a runbook may state. */
interface Command {
  /** Null where all comes in one answer; one that says that it was cut is not read as the whole. */
  readonly paging: CommandPaging | null;
  /** What it may be given, by AWS's names: with [] a list, # a number, ? yes or no, and ! what it cannot do without. */
  readonly inputs: string;
}

const paged =
  (takes: string, gives = takes) =>
  (inputs: string): Command => ({ paging: { takes, gives }, inputs });

const tokened = paged("NextToken");
const lowerTokened = paged("nextToken");
const marked = paged("Marker");
const nextMarked = paged("Marker", "NextMarker");
const positioned = paged("position");
const whole = (inputs: string): Command => ({ paging: null, inputs });

/**
 * The commands that a runbook may state for aws.describe, each reviewed: it only reads, and what it gives holds no secret, or
 * holds one in fields that are struck before anything reads them (secrets.ts). What is left out and why stands in the test of
 * this list. Tokens of pages are followed by Handrail, and times cannot be stated. What a command may be given is written out,
 * for AWS's SDK sends nothing of what it does not know, and a misspelt name would ask about everything there is.
 */
const describable = {
  "elasticloadbalancing:DescribeLoadBalancers": nextMarked("LoadBalancerArns[] Names[]"),
  "elasticloadbalancing:DescribeLoadBalancerAttributes": whole("LoadBalancerArn!"),
  "elasticloadbalancing:DescribeListeners": nextMarked("ListenerArns[] LoadBalancerArn"),
  "elasticloadbalancing:DescribeRules": nextMarked("ListenerArn RuleArns[]"),
  "elasticloadbalancing:DescribeTargetGroups": nextMarked(
    "LoadBalancerArn Names[] TargetGroupArns[]",
  ),
  "elasticloadbalancing:DescribeTargetGroupAttributes": whole("TargetGroupArn!"),
  "elasticloadbalancing:DescribeTargetHealth": whole("Include[] TargetGroupArn! Targets[]"),
  "ec2:DescribeInstances": tokened("Filters[] IncludeManagedResources? InstanceIds[] MaxResults#"),
  "ec2:DescribeInstanceStatus": tokened(
    "Filters[] IncludeAllInstances? IncludeManagedResources? InstanceIds[] MaxResults#",
  ),
  "ec2:DescribeVolumes": tokened("Filters[] IncludeManagedResources? MaxResults# VolumeIds[]"),
  "ec2:DescribeSecurityGroups": tokened("Filters[] GroupIds[] GroupNames[] MaxResults#"),
  "ec2:DescribeSubnets": tokened("Filters[] MaxResults# SubnetIds[]"),
  "ec2:DescribeRouteTables": tokened("Filters[] MaxResults# RouteTableIds[]"),
  "ec2:DescribeNetworkAcls": tokened("Filters[] MaxResults# NetworkAclIds[]"),
  "ec2:DescribeNetworkInterfaces": tokened(
    "Filters[] IncludeManagedResources? MaxResults# NetworkInterfaceIds[]",
  ),
  "ec2:DescribeNatGateways": tokened("Filter[] MaxResults# NatGatewayIds[]"),
  "ecs:DescribeClusters": whole("clusters[] include[]"),
  "ecs:DescribeServices": whole("cluster include[] services[]!"),
  "ecs:DescribeTasks": whole("cluster include[] tasks[]!"),
  "ecs:ListServices": lowerTokened(
    "cluster launchType maxResults# resourceManagementType schedulingStrategy",
  ),
  "ecs:ListTasks": lowerTokened(
    "cluster containerInstance daemonName desiredStatus family launchType maxResults# serviceName startedBy",
  ),
  "eks:DescribeCluster": whole("name!"),
  "eks:DescribeNodegroup": whole("clusterName! nodegroupName!"),
  "eks:ListNodegroups": lowerTokened("clusterName! maxResults#"),
  "rds:DescribeDBInstances": marked("DBInstanceIdentifier Filters[] MaxRecords#"),
  "rds:DescribeDBClusters": marked("DBClusterIdentifier Filters[] IncludeShared? MaxRecords#"),
  "rds:DescribeDBProxyTargets": marked("DBProxyName! Filters[] MaxRecords# TargetGroupName"),
  "rds:DescribeEvents": marked(
    "Duration# EventCategories[] Filters[] MaxRecords# SourceIdentifier SourceType",
  ),
  "rds:DescribePendingMaintenanceActions": marked("Filters[] MaxRecords# ResourceIdentifier"),
  "lambda:GetAccountSettings": whole(""),
  "lambda:GetFunctionConcurrency": whole("FunctionName!"),
  "lambda:GetProvisionedConcurrencyConfig": whole("FunctionName! Qualifier!"),
  "lambda:ListProvisionedConcurrencyConfigs": nextMarked("FunctionName! MaxItems#"),
  "lambda:ListAliases": nextMarked("FunctionName! FunctionVersion MaxItems#"),
  "lambda:GetEventSourceMapping": whole("UUID!"),
  "lambda:ListEventSourceMappings": nextMarked("EventSourceArn FunctionName MaxItems#"),
  "sqs:GetQueueUrl": whole("QueueName! QueueOwnerAWSAccountId"),
  "sqs:GetQueueAttributes": whole("AttributeNames[] QueueUrl!"),
  "sqs:ListQueues": tokened("MaxResults# QueueNamePrefix"),
  "sqs:ListDeadLetterSourceQueues": tokened("MaxResults# QueueUrl!"),
  "sns:GetTopicAttributes": whole("TopicArn!"),
  "dynamodb:DescribeTable": whole("TableName!"),
  "dynamodb:DescribeLimits": whole(""),
  "elasticache:DescribeCacheClusters": marked(
    "CacheClusterId MaxRecords# ShowCacheClustersNotInReplicationGroups? ShowCacheNodeInfo?",
  ),
  "elasticache:DescribeReplicationGroups": marked("MaxRecords# ReplicationGroupId"),
  "elasticache:DescribeServerlessCaches": tokened("MaxResults# ServerlessCacheName"),
  "elasticache:DescribeEvents": marked("Duration# MaxRecords# SourceIdentifier SourceType"),
  "acm:DescribeCertificate": whole("CertificateArn!"),
  "acm:ListCertificates": tokened(
    "CertificateKeyPairOrigins[] CertificateStatuses[] Includes MaxItems# SortBy SortOrder",
  ),
  "route53:GetHealthCheck": whole("HealthCheckId!"),
  "route53:GetHealthCheckStatus": whole("HealthCheckId!"),
  "route53:ListHostedZonesByName": whole("DNSName HostedZoneId MaxItems#"),
  "route53:ListResourceRecordSets": whole(
    "HostedZoneId! MaxItems# StartRecordIdentifier StartRecordName StartRecordType",
  ),
  "autoscaling:DescribeAutoScalingGroups": tokened(
    "AutoScalingGroupNames[] Filters[] IncludeInstances? IncludeManagedResources? MaxRecords#",
  ),
  "autoscaling:DescribePolicies": tokened(
    "AutoScalingGroupName IncludeManagedResources? MaxRecords# PolicyNames[] PolicyTypes[]",
  ),
  "autoscaling:DescribeScalingActivities": tokened(
    "ActivityIds[] AutoScalingGroupName Filters[] IncludeDeletedGroups? IncludeManagedResources? MaxRecords#",
  ),
  "apigateway:GetRestApis": positioned("limit#"),
  "apigateway:GetStage": whole("restApiId! stageName!"),
  "apigateway:GetStages": whole("deploymentId restApiId!"),
  "apigatewayv2:GetApis": tokened("MaxResults"),
  "apigatewayv2:GetStage": whole("ApiId! StageName!"),
  "apigatewayv2:GetStages": tokened("ApiId! MaxResults"),
  "cloudfront:GetDistribution": whole("Id!"),
  "cloudfront:GetInvalidation": whole("DistributionId! Id!"),
  "cloudfront:ListInvalidations": whole("DistributionId! MaxItems#"),
  "kinesis:DescribeStreamSummary": whole("StreamARN StreamId StreamName"),
  "kinesis:ListShards": whole(
    "ExclusiveStartShardId MaxResults# ShardFilter StreamARN StreamId StreamName",
  ),
  "servicequotas:GetServiceQuota": whole("ContextId QuotaCode! ServiceCode!"),
  "servicequotas:GetAWSDefaultServiceQuota": whole("QuotaCode! ServiceCode!"),
  "servicequotas:ListServiceQuotas": tokened(
    "MaxResults# QuotaAppliedAtLevel QuotaCode ServiceCode!",
  ),
} satisfies { readonly [action: string]: Command };

/** An action of a command that a runbook may state. */
export type Describable = keyof typeof describable;

export const describables = Object.keys(describable) as readonly Describable[];

/** How the pages of a command follow one another; null where there is one. */
export const pagingOf = (action: Describable): CommandPaging | null => describable[action].paging;

/** The names of what a command may be given. */
export const inputsOf = (action: Describable): readonly string[] =>
  named(action).map(({ name }) => name);

/** The names of what it must be given. */
export const requiredOf = (action: Describable): readonly string[] =>
  named(action).flatMap(({ name, marks }) => (marks.includes("!") ? [name] : []));

/** What of something that a command is given is not what it takes, in a sentence; undefined where it is. */
export function inputProblem(
  action: Describable,
  name: string,
  given: unknown,
): string | undefined {
  const { marks = "" } = named(action).find((one) => one.name === name) ?? {};
  if (marks.includes("[]"))
    return Array.isArray(given) ? undefined : `A list is wanted: ${name}: [${shown(given)}].`;
  if (Array.isArray(given)) return "One is wanted, without brackets.";
  const wanted = marks.includes("#") ? "number" : marks.includes("?") ? "boolean" : "text";
  if (wanted === "text")
    return /number|boolean/.test(typeof given) ? `A text is wanted: "${given}".` : undefined;
  return typeof given === wanted ? undefined : `A ${wanted} is wanted.`;
}

const shown = (given: unknown): string =>
  typeof given === "object" ? "…" : typeof given === "string" ? `"${given}"` : String(given);

const named = (action: Describable) =>
  describable[action].inputs
    .split(" ")
    .filter((one) => one !== "")
    .map((one) => ({ name: /^\w+/.exec(one)?.[0] ?? one, marks: one.replace(/^\w+/, "") }));
