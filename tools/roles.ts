import { stringify } from "yaml";
import { allowed } from "../src/aws/allow-list.ts";
import { apis, grantOf } from "../src/aws/iam.ts";

/** IAM's names of what Handrail may send, by what they can be narrowed to. Everything that is allowed stands in exactly one list. */
export const grants = grouped([...new Set(allowed.map((action) => grantOf(action).action))]);

/** What every query of Athena needs besides, and Handrail never asks itself. */
export const besidesAthena = {
  glue: ["glue:GetDatabase", "glue:GetTable", "glue:GetPartition", "glue:GetPartitions"],
  results: [
    "s3:GetObject",
    "s3:PutObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
  ],
  resultsBucket: ["s3:GetBucketLocation", "s3:ListBucket"],
};

/** What is read of API Gateway, behind "arn:aws:apigateway:*::". */
const apiPaths = apis.map((arn) => arn.slice(arn.indexOf("/")));

/** deploy/terraform/reader/actions.json, which its policy.tf reads. */
export const terraformActions = (): string =>
  `${JSON.stringify({ ...grants, apiPaths, besidesAthena }, null, 2)}\n`;

/** deploy/cloudformation/reader.yaml: the role that Handrail assumes in each account, also as a StackSet. */
export const readerTemplate = (): string =>
  `# Written by \`npm run docs\` from the list of commands that Handrail may send (src/aws/allow-list.ts).\n${stringify(
    template,
    { version: "1.1", lineWidth: 120, aliasDuplicateObjects: false },
  )}`;

function grouped(actions: readonly string[]) {
  const among = (names: RegExp) => actions.filter((action) => names.test(action));
  const narrow = /^(s3:|athena:|apigateway:|logs:StartQuery$)/;
  return {
    everywhere: actions.filter((action) => !narrow.test(action)),
    logGroups: among(/^logs:StartQuery$/),
    buckets: among(/^s3:ListBucket$/),
    objects: among(/^s3:GetObject$/),
    athena: among(/^athena:/),
    apis: among(/^apigateway:/),
  };
}

const ref = (name: string) => ({ Ref: name });
/** A text of CloudFormation's with its parameters in braces. */
const sub = (text: string) => ({ "Fn::Sub": text.replaceAll("{", "${") });
const join = (delimiter: string, parts: unknown) => ({ "Fn::Join": [delimiter, parts] });
const when = (condition: string, statement: object) => ({
  "Fn::If": [condition, statement, ref("AWS::NoValue")],
});
const given = (list: string) => ({ "Fn::Not": [{ "Fn::Equals": [join("", ref(list)), ""] }] });
const allow = (Sid: string, Action: readonly string[], Resource: unknown) => ({
  ...{ Sid, Effect: "Allow", Action, Resource },
});

/** Each ARN of a list with something behind it: CloudFormation has no loop without a macro, which not every StackSet may use. */
const each = (list: string, suffix: string) => ({
  "Fn::Split": [",", join("", [join(`${suffix},`, ref(list)), suffix])],
});

const logs = "elasticloadbalancing/*";
const statements = [
  allow("Reads", grants.everywhere, "*"),
  allow(
    "ReadsApis",
    grants.apis,
    apiPaths.map((path) => sub(`arn:{AWS::Partition}:apigateway:*::${path}`)),
  ),
  when("HasLogGroups", allow("SearchesLogs", grants.logGroups, ref("LogGroupArns"))),
  when("HasLogBuckets", allow("ListsAccessLogs", grants.buckets, ref("LogBucketArns"))),
  when(
    "HasLogBuckets",
    allow("ReadsAccessLogs", grants.objects, each("LogBucketArns", `/AWSLogs/*/${logs}`)),
  ),
  when(
    "HasLogBuckets",
    allow(
      "ReadsAccessLogsBelowAPrefix",
      grants.objects,
      each("LogBucketArns", `/*/AWSLogs/*/${logs}`),
    ),
  ),
];
const inAccount = (service: string, what: string) =>
  sub(`arn:{AWS::Partition}:${service}:*:{AWS::AccountId}:${what}`);
const athena = [
  allow("AsksAthena", grants.athena, inAccount("athena", "workgroup/{AthenaWorkgroup}")),
  allow("KnowsTheTable", besidesAthena.glue, [
    inAccount("glue", "catalog"),
    inAccount("glue", "database/{AthenaDatabase}"),
    inAccount("glue", "table/{AthenaDatabase}/{AthenaTable}"),
  ]),
  allow(
    "KeepsResults",
    besidesAthena.results,
    sub("arn:{AWS::Partition}:s3:::{AthenaResultsBucket}/{AthenaResultsPrefix}*"),
  ),
  allow(
    "FindsResults",
    besidesAthena.resultsBucket,
    sub("arn:{AWS::Partition}:s3:::{AthenaResultsBucket}"),
  ),
].map((statement) => when("HasAthena", statement));

const text = (Description: string, more: object = {}) => ({ Type: "String", Description, ...more });
const optional = { Default: "" };
const arns = (Description: string) => ({ Type: "CommaDelimitedList", Description, ...optional });

const template = {
  AWSTemplateFormatVersion: "2010-09-09",
  // It takes a bucket that is left out for one without a name; the statement goes with the workgroup.
  Metadata: { "cfn-lint": { config: { ignore_checks: ["W1031"] } } },
  Description: "The role that Handrail assumes in this account. It reads; it changes nothing.",
  Parameters: {
    TrustedPrincipalArn: text(
      "The role that Handrail runs as, such as arn:aws:iam::111122223333:role/handrail",
      {
        AllowedPattern: "^arn:aws[a-z-]*:iam::\\d{12}:role/.+$",
      },
    ),
    ExternalId: text("The externalId of this account in handrail.yaml", {
      AllowedPattern: "^[\\w+=,.@:/-]{2,1224}$",
    }),
    RoleName: text("What the role is called", { Default: "handrail-reader" }),
    LogBucketArns: arns(
      "Buckets with access logs, such as arn:aws:s3:::our-logs; none are read when empty",
    ),
    LogGroupArns: arns(
      "Log groups of backends, such as arn:aws:logs:*:*:log-group:/ecs/shop:*; none are searched when empty",
    ),
    AthenaWorkgroup: text(
      "The workgroup that Athena is asked in; Athena is not asked when empty",
      optional,
    ),
    AthenaDatabase: text("The database of the table of access logs", optional),
    AthenaTable: text("The table of access logs", optional),
    AthenaResultsBucket: text("The bucket of Athena's results, such as our-results", optional),
    AthenaResultsPrefix: text("Where results begin in that bucket, such as handrail/", optional),
  },
  Conditions: {
    HasLogBuckets: given("LogBucketArns"),
    HasLogGroups: given("LogGroupArns"),
    HasAthena: { "Fn::Not": [{ "Fn::Equals": [ref("AthenaWorkgroup"), ""] }] },
  },
  Resources: {
    Reader: {
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: ref("RoleName"),
        Description: "Handrail reads load balancers, metrics and logs with it",
        MaxSessionDuration: 3600,
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: ref("TrustedPrincipalArn") },
              Action: "sts:AssumeRole",
              Condition: { StringEquals: { "sts:ExternalId": ref("ExternalId") } },
            },
          ],
        },
        Policies: [
          {
            PolicyName: "handrail-reads",
            PolicyDocument: { Version: "2012-10-17", Statement: [...statements, ...athena] },
          },
        ],
      },
    },
  },
  Outputs: {
    RoleArn: {
      Description: "The role of this account in handrail.yaml",
      Value: { "Fn::GetAtt": ["Reader", "Arn"] },
    },
  },
};
