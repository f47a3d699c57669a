/** AWS's SDK by the service that an action names. Written out, for inferred it is a megabyte of types. */
export interface Sdks {
  readonly elasticloadbalancing: typeof import("@aws-sdk/client-elastic-load-balancing-v2");
  readonly cloudwatch: typeof import("@aws-sdk/client-cloudwatch");
  readonly athena: typeof import("@aws-sdk/client-athena");
  readonly cloudtrail: typeof import("@aws-sdk/client-cloudtrail");
  readonly logs: typeof import("@aws-sdk/client-cloudwatch-logs");
  readonly s3: typeof import("@aws-sdk/client-s3");
  readonly ec2: typeof import("@aws-sdk/client-ec2");
  readonly ecs: typeof import("@aws-sdk/client-ecs");
  readonly eks: typeof import("@aws-sdk/client-eks");
  readonly rds: typeof import("@aws-sdk/client-rds");
  readonly lambda: typeof import("@aws-sdk/client-lambda");
  readonly sqs: typeof import("@aws-sdk/client-sqs");
  readonly sns: typeof import("@aws-sdk/client-sns");
  readonly dynamodb: typeof import("@aws-sdk/client-dynamodb");
  readonly elasticache: typeof import("@aws-sdk/client-elasticache");
  readonly acm: typeof import("@aws-sdk/client-acm");
  readonly route53: typeof import("@aws-sdk/client-route-53");
  readonly autoscaling: typeof import("@aws-sdk/client-auto-scaling");
  readonly apigateway: typeof import("@aws-sdk/client-api-gateway");
  readonly apigatewayv2: typeof import("@aws-sdk/client-apigatewayv2");
  readonly cloudfront: typeof import("@aws-sdk/client-cloudfront");
  readonly kinesis: typeof import("@aws-sdk/client-kinesis");
  readonly servicequotas: typeof import("@aws-sdk/client-service-quotas");
}

export type Service = keyof Sdks;

/** The SDKs, each loaded when its first question is asked: together they are 400 files. */
export const sdkLoaders: { readonly [S in Service]: () => Promise<Sdks[S]> } = {
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
export const loadSts = (): Promise<typeof import("@aws-sdk/client-sts")> =>
  import("@aws-sdk/client-sts");

/** What sends the requests of all of them: Kinesis's own would speak HTTP/2 only. */
export const httpHandler = () => import("@smithy/node-http-handler");
