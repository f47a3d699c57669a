import { account } from "./exchange.ts";

/** How a service speaks, and how it says no. */
export interface Service {
  readonly host: string;
  /** The name of the service for which requests are signed. */
  readonly signedFor: string;
  /** The region for which they are signed; the account's where absent. */
  readonly signedIn?: string;
  /** Of its requests; undefined where they have no body. */
  readonly type: string | undefined;
  readonly answerType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly refusal: (code: string, message: string) => Refusal;
  /** Its words for what may go wrong, with the status. */
  readonly codes: {
    readonly denied: readonly [string, number];
    readonly throttled: readonly [string, number];
    readonly expired: readonly [string, number];
    readonly unknownKey: readonly [string, number];
    readonly broken: readonly [string, number];
  };
}

interface Refusal {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const request = "b25f48e8-84fd-11e6-80d9-574e0c4664cb";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html */
const query = {
  type: "application/x-www-form-urlencoded",
  answerType: "text/xml",
  refusal: (code: string, message: string) => ({
    body: `<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
  <Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
  <RequestId>${request}</RequestId>
</ErrorResponse>`,
  }),
  codes: {
    denied: ["AccessDenied", 403],
    throttled: ["Throttling", 400],
    expired: ["ExpiredToken", 403],
    unknownKey: ["InvalidClientTokenId", 403],
    broken: ["InternalFailure", 500],
  },
} as const;

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization */
const json = (type: string) =>
  ({
    type,
    answerType: type,
    refusal: (code: string, message: string) => ({
      // Written as "Message" by some of the services' frameworks.
      body: JSON.stringify({ __type: code, Message: message }),
    }),
    codes: {
      denied: ["AccessDeniedException", 400],
      throttled: ["ThrottlingException", 400],
      expired: ["ExpiredTokenException", 400],
      unknownKey: ["UnrecognizedClientException", 400],
      broken: ["InternalServerException", 500],
    },
  }) as const;

/** CloudWatch was a Query service, whose codes it goes on to name: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
const cloudwatch = {
  ...json("application/x-amz-json-1.0"),
  headers: { "x-amzn-query-mode": "true" },
  refusal: (code: string, message: string) => ({
    body: JSON.stringify({ __type: `com.amazonaws.cloudwatch#${code}`, message }),
    headers: { "x-amzn-query-error": `${code};Sender` },
  }),
  codes: { ...query.codes, broken: ["InternalServiceFault", 500] },
} as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const s3 = {
  type: undefined,
  answerType: "application/xml",
  refusal: (code: string, message: string) => ({
    body: `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>${code}</Code><Message>${message}</Message><RequestId>656c76696e6727</RequestId>
<HostId>Uuag1LuByRx9e6j5Onimru9pO4ZVKnJ2Qz7/C1NPcfTWAtRPfTaOFg==</HostId></Error>`,
  }),
  codes: {
    denied: ["AccessDenied", 403],
    throttled: ["SlowDown", 503],
    expired: ["ExpiredToken", 400],
    unknownKey: ["InvalidAccessKeyId", 403],
    broken: ["InternalError", 500],
  },
} as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const ec2 = {
  ...query,
  refusal: (code: string, message: string) => ({
    body: `<?xml version="1.0" encoding="UTF-8"?>
<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>
<RequestID>${request}</RequestID></Response>`,
  }),
  codes: {
    denied: ["UnauthorizedOperation", 403],
    throttled: ["RequestLimitExceeded", 503],
    expired: ["RequestExpired", 400],
    unknownKey: ["AuthFailure", 401],
    broken: ["InternalError", 500],
  },
} as const;

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization */
const paths = {
  type: undefined,
  answerType: "application/json",
  refusal: (code: string, message: string) => ({
    body: JSON.stringify({ message }),
    headers: { "x-amzn-errortype": code },
  }),
  codes: {
    denied: ["AccessDeniedException", 403],
    throttled: ["TooManyRequestsException", 429],
    expired: ["ExpiredTokenException", 403],
    unknownKey: ["UnrecognizedClientException", 403],
    broken: ["ServiceException", 500],
  },
} as const;

/** https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html#operation-error-serialization */
const xmlPaths = { ...query, type: undefined } as const;

/** Not of a region, and signed for its home. */
const everywhere = (name: string) => ({
  host: `${name}.amazonaws.com`,
  signedFor: name,
  signedIn: "us-east-1",
});

const at = (name: string, signedFor = name) => ({
  host: `${name}.eu-central-1.amazonaws.com`,
  signedFor,
});

export const services: Readonly<Record<string, Service>> = {
  elasticloadbalancing: { ...at("elasticloadbalancing"), ...query },
  cloudwatch: { ...at("monitoring"), ...cloudwatch },
  cloudtrail: { ...at("cloudtrail"), ...json("application/x-amz-json-1.1") },
  logs: { ...at("logs"), ...json("application/x-amz-json-1.1") },
  athena: { ...at("athena"), ...json("application/x-amz-json-1.1") },
  s3: { ...at("checkout-logs.s3", "s3"), ...s3 },
  ec2: { ...at("ec2"), ...ec2 },
  ecs: { ...at("ecs"), ...json("application/x-amz-json-1.1") },
  eks: { ...at("eks"), ...paths },
  rds: { ...at("rds"), ...query },
  lambda: { ...at("lambda"), ...paths },
  sqs: { ...at("sqs"), ...json("application/x-amz-json-1.0") },
  sns: { ...at("sns"), ...query },
  dynamodb: { ...at("dynamodb"), ...json("application/x-amz-json-1.0") },
  elasticache: { ...at("elasticache"), ...query },
  acm: { ...at("acm"), ...json("application/x-amz-json-1.1") },
  route53: { ...everywhere("route53"), ...xmlPaths },
  autoscaling: { ...at("autoscaling"), ...query },
  apigateway: { ...at("apigateway"), ...paths },
  apigatewayv2: { ...at("apigateway"), ...paths },
  cloudfront: { ...everywhere("cloudfront"), ...xmlPaths },
  kinesis: { ...at("kinesis"), ...json("application/x-amz-json-1.1") },
  servicequotas: { ...at("servicequotas"), ...json("application/x-amz-json-1.1") },
};

export const requester = `arn:aws:sts::${account}:assumed-role/handrail/i-0598c7d356eba48d7`;
