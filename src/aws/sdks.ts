/** AWS's SDK by the service that an action names, each loaded when its first question is asked: together they are 400 files. */
export const sdks = {
  elasticloadbalancing: () => import("@aws-sdk/client-elastic-load-balancing-v2"),
  cloudwatch: () => import("@aws-sdk/client-cloudwatch"),
  athena: () => import("@aws-sdk/client-athena"),
  cloudtrail: () => import("@aws-sdk/client-cloudtrail"),
  logs: () => import("@aws-sdk/client-cloudwatch-logs"),
  s3: () => import("@aws-sdk/client-s3"),
  ec2: () => import("@aws-sdk/client-ec2"),
  ecs: () => import("@aws-sdk/client-ecs"),
  eks: () => import("@aws-sdk/client-eks"),
  rds: () => import("@aws-sdk/client-rds"),
  lambda: () => import("@aws-sdk/client-lambda"),
  sqs: () => import("@aws-sdk/client-sqs"),
  sns: () => import("@aws-sdk/client-sns"),
  dynamodb: () => import("@aws-sdk/client-dynamodb"),
  elasticache: () => import("@aws-sdk/client-elasticache"),
  acm: () => import("@aws-sdk/client-acm"),
  route53: () => import("@aws-sdk/client-route-53"),
  autoscaling: () => import("@aws-sdk/client-auto-scaling"),
  apigateway: () => import("@aws-sdk/client-api-gateway"),
  apigatewayv2: () => import("@aws-sdk/client-apigatewayv2"),
  cloudfront: () => import("@aws-sdk/client-cloudfront"),
  kinesis: () => import("@aws-sdk/client-kinesis"),
  servicequotas: () => import("@aws-sdk/client-service-quotas"),
};

/** For assuming roles alone, which is no question: it stands apart from those that may be asked. */
export const loadSts = () => import("@aws-sdk/client-sts");

export type Service = keyof typeof sdks;
export type Sdks = { readonly [S in Service]: Awaited<ReturnType<(typeof sdks)[S]>> };

/** What sends the requests of all of them: Kinesis's own would speak HTTP/2 only. */
export const httpHandler = () => import("@smithy/node-http-handler");

/** Makes the client of each service from its SDK. */
export const clientIn: {
  readonly [S in Service]: (sdk: Sdks[S]) => new (config: never) => unknown;
} = {
  elasticloadbalancing: (sdk) => sdk.ElasticLoadBalancingV2Client,
  cloudwatch: (sdk) => sdk.CloudWatchClient,
  athena: (sdk) => sdk.AthenaClient,
  cloudtrail: (sdk) => sdk.CloudTrailClient,
  logs: (sdk) => sdk.CloudWatchLogsClient,
  s3: (sdk) => sdk.S3Client,
  ec2: (sdk) => sdk.EC2Client,
  ecs: (sdk) => sdk.ECSClient,
  eks: (sdk) => sdk.EKSClient,
  rds: (sdk) => sdk.RDSClient,
  lambda: (sdk) => sdk.LambdaClient,
  sqs: (sdk) => sdk.SQSClient,
  sns: (sdk) => sdk.SNSClient,
  dynamodb: (sdk) => sdk.DynamoDBClient,
  elasticache: (sdk) => sdk.ElastiCacheClient,
  acm: (sdk) => sdk.ACMClient,
  route53: (sdk) => sdk.Route53Client,
  autoscaling: (sdk) => sdk.AutoScalingClient,
  apigateway: (sdk) => sdk.APIGatewayClient,
  apigatewayv2: (sdk) => sdk.ApiGatewayV2Client,
  cloudfront: (sdk) => sdk.CloudFrontClient,
  kinesis: (sdk) => sdk.KinesisClient,
  servicequotas: (sdk) => sdk.ServiceQuotasClient,
};
