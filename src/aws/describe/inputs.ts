import type { Describable } from "./describable.ts";

/**
 * What each command may be given, by AWS's names: with [] a list, # a number, ? yes or no, and ! what it cannot do without. Tokens of pages are followed by Handrail, and
 * times cannot be stated. AWS's SDK sends nothing of what it does not know, and a misspelt name would ask about everything there is.
 */
const inputs: { readonly [action in Describable]: string } = {
  "elasticloadbalancing:DescribeLoadBalancers": "LoadBalancerArns[] Names[]",
  "elasticloadbalancing:DescribeLoadBalancerAttributes": "LoadBalancerArn!",
  "elasticloadbalancing:DescribeListeners": "ListenerArns[] LoadBalancerArn",
  "elasticloadbalancing:DescribeRules": "ListenerArn RuleArns[]",
  "elasticloadbalancing:DescribeTargetGroups": "LoadBalancerArn Names[] TargetGroupArns[]",
  "elasticloadbalancing:DescribeTargetGroupAttributes": "TargetGroupArn!",
  "elasticloadbalancing:DescribeTargetHealth": "Include[] TargetGroupArn! Targets[]",
  "ec2:DescribeInstances": "Filters[] IncludeManagedResources? InstanceIds[] MaxResults#",
  "ec2:DescribeInstanceStatus":
    "Filters[] IncludeAllInstances? IncludeManagedResources? InstanceIds[] MaxResults#",
  "ec2:DescribeVolumes": "Filters[] IncludeManagedResources? MaxResults# VolumeIds[]",
  "ec2:DescribeSecurityGroups": "Filters[] GroupIds[] GroupNames[] MaxResults#",
  "ec2:DescribeSubnets": "Filters[] MaxResults# SubnetIds[]",
  "ec2:DescribeRouteTables": "Filters[] MaxResults# RouteTableIds[]",
  "ec2:DescribeNetworkAcls": "Filters[] MaxResults# NetworkAclIds[]",
  "ec2:DescribeNetworkInterfaces":
    "Filters[] IncludeManagedResources? MaxResults# NetworkInterfaceIds[]",
  "ec2:DescribeNatGateways": "Filter[] MaxResults# NatGatewayIds[]",
  "ecs:DescribeClusters": "clusters[] include[]",
  "ecs:DescribeServices": "cluster include[] services[]!",
  "ecs:DescribeTasks": "cluster include[] tasks[]!",
  "ecs:ListServices": "cluster launchType maxResults# resourceManagementType schedulingStrategy",
  "ecs:ListTasks":
    "cluster containerInstance daemonName desiredStatus family launchType maxResults# serviceName startedBy",
  "eks:DescribeCluster": "name!",
  "eks:DescribeNodegroup": "clusterName! nodegroupName!",
  "eks:ListNodegroups": "clusterName! maxResults#",
  "rds:DescribeDBInstances": "DBInstanceIdentifier Filters[] MaxRecords#",
  "rds:DescribeDBClusters": "DBClusterIdentifier Filters[] IncludeShared? MaxRecords#",
  "rds:DescribeDBProxyTargets": "DBProxyName! Filters[] MaxRecords# TargetGroupName",
  "rds:DescribeEvents":
    "Duration# EventCategories[] Filters[] MaxRecords# SourceIdentifier SourceType",
  "rds:DescribePendingMaintenanceActions": "Filters[] MaxRecords# ResourceIdentifier",
  "lambda:GetAccountSettings": "",
  "lambda:GetFunctionConcurrency": "FunctionName!",
  "lambda:GetProvisionedConcurrencyConfig": "FunctionName! Qualifier!",
  "lambda:ListProvisionedConcurrencyConfigs": "FunctionName! MaxItems#",
  "lambda:ListAliases": "FunctionName! FunctionVersion MaxItems#",
  "lambda:GetEventSourceMapping": "UUID!",
  "lambda:ListEventSourceMappings": "EventSourceArn FunctionName MaxItems#",
  "sqs:GetQueueUrl": "QueueName! QueueOwnerAWSAccountId",
  "sqs:GetQueueAttributes": "AttributeNames[] QueueUrl!",
  "sqs:ListQueues": "MaxResults# QueueNamePrefix",
  "sqs:ListDeadLetterSourceQueues": "MaxResults# QueueUrl!",
  "sns:GetTopicAttributes": "TopicArn!",
  "dynamodb:DescribeTable": "TableName!",
  "dynamodb:DescribeLimits": "",
  "elasticache:DescribeCacheClusters":
    "CacheClusterId MaxRecords# ShowCacheClustersNotInReplicationGroups? ShowCacheNodeInfo?",
  "elasticache:DescribeReplicationGroups": "MaxRecords# ReplicationGroupId",
  "elasticache:DescribeServerlessCaches": "MaxResults# ServerlessCacheName",
  "elasticache:DescribeEvents": "Duration# MaxRecords# SourceIdentifier SourceType",
  "acm:DescribeCertificate": "CertificateArn!",
  "acm:ListCertificates":
    "CertificateKeyPairOrigins[] CertificateStatuses[] Includes MaxItems# SortBy SortOrder",
  "route53:GetHealthCheck": "HealthCheckId!",
  "route53:GetHealthCheckStatus": "HealthCheckId!",
  "route53:ListHostedZonesByName": "DNSName HostedZoneId MaxItems#",
  "route53:ListResourceRecordSets":
    "HostedZoneId! MaxItems# StartRecordIdentifier StartRecordName StartRecordType",
  "autoscaling:DescribeAutoScalingGroups":
    "AutoScalingGroupNames[] Filters[] IncludeInstances? IncludeManagedResources? MaxRecords#",
  "autoscaling:DescribePolicies":
    "AutoScalingGroupName IncludeManagedResources? MaxRecords# PolicyNames[] PolicyTypes[]",
  "autoscaling:DescribeScalingActivities":
    "ActivityIds[] AutoScalingGroupName Filters[] IncludeDeletedGroups? IncludeManagedResources? MaxRecords#",
  "apigateway:GetRestApis": "limit#",
  "apigateway:GetStage": "restApiId! stageName!",
  "apigateway:GetStages": "deploymentId restApiId!",
  "apigatewayv2:GetApis": "MaxResults",
  "apigatewayv2:GetStage": "ApiId! StageName!",
  "apigatewayv2:GetStages": "ApiId! MaxResults",
  "cloudfront:GetDistribution": "Id!",
  "cloudfront:GetInvalidation": "DistributionId! Id!",
  "cloudfront:ListInvalidations": "DistributionId! MaxItems#",
  "kinesis:DescribeStreamSummary": "StreamARN StreamId StreamName",
  "kinesis:ListShards":
    "ExclusiveStartShardId MaxResults# ShardFilter StreamARN StreamId StreamName",
  "servicequotas:GetServiceQuota": "ContextId QuotaCode! ServiceCode!",
  "servicequotas:GetAWSDefaultServiceQuota": "QuotaCode! ServiceCode!",
  "servicequotas:ListServiceQuotas": "MaxResults# QuotaAppliedAtLevel QuotaCode ServiceCode!",
};

/** The names of what a command may be given. */
export const inputsOf = (action: Describable): readonly string[] =>
  named(action).map(({ name }) => name);

/** The names of what it must be given. */
export const requiredOf = (action: Describable): readonly string[] =>
  named(action).flatMap(({ name, marks }) => (marks.includes("!") ? [name] : []));

/** What of something that a command is given is not what it takes, in a sentence; undefined where it is. */
export function misfit(action: Describable, name: string, given: unknown): string | undefined {
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
  inputs[action]
    .split(" ")
    .filter((one) => one !== "")
    .map((one) => ({ name: /^\w+/.exec(one)?.[0] ?? one, marks: one.replace(/^\w+/, "") }));
