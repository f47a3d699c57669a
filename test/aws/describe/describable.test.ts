import { expect, test } from "vitest";
import { allowed } from "../../../src/aws/allow-list.ts";
import {
  describables,
  inputProblem,
  inputsOf,
  requiredOf,
} from "../../../src/aws/describe/describable.ts";
import { isSecret, withoutAwsSecrets } from "../../../src/aws/describe/secrets.ts";
import { iamPolicy } from "../../../src/aws/iam.ts";
import { type Service, sdkLoaders } from "../../../src/aws/sdks.ts";
import { awsDescribe } from "../../../src/probes/aws-describe/kind.ts";
import { inputsIn, membersOf } from "./schema.ts";

const commandOf = async (action: string) => {
  const [service = "", name] = action.split(":");
  const Command = Reflect.get(await sdkLoaders[service as Service](), `${name}Command`);
  return Command === undefined ? undefined : new Command({});
};

/** What is near to what a runbook may state, and is not among it, with why. */
const leftOut = {
  "ec2:GetPasswordData": "the administrator's password of a Windows machine",
  "ec2:DescribeInstanceAttribute": "gives user data, in which people keep secrets",
  "ec2:DescribeLaunchTemplateVersions": "gives user data",
  "ec2:GetConsoleOutput": "gives whatever a machine printed while it started",
  "ec2:GetConsoleScreenshot": "gives what stands on a screen",
  "ec2:DescribeVpnConnections": "gives pre-shared keys",
  "ec2:ExportClientVpnClientConfiguration": "gives a configuration that connects",
  "ecs:DescribeTaskDefinition":
    "gives the environments of containers, secrets in plain text among them",
  "ecs:ExecuteCommand": "runs a command",
  "eks:DescribeAddon": "gives configuration values of any kind",
  "eks:DescribeIdentityProviderConfig": "says how people prove who they are",
  "rds:DownloadDBLogFilePortion": "gives statements with people's data",
  "rds:DescribeDBLogFiles": "is of no use without what the files hold",
  "lambda:GetFunction": "gives the environment, and an address with the code",
  "lambda:GetFunctionConfiguration":
    "gives the environment; a role that may ask it may read every secret there",
  "lambda:ListFunctions": "gives every function's environment",
  "lambda:ListVersionsByFunction": "gives the environments of every version",
  "lambda:GetLayerVersion": "gives an address with code",
  "lambda:Invoke": "runs the function",
  "sqs:ReceiveMessage": "takes messages from the queue, with people's data",
  "sns:ListSubscriptions": "gives addresses of webhooks, with their keys, and of people",
  "sns:ListSubscriptionsByTopic": "gives addresses of webhooks, with their keys, and of people",
  "sns:GetSubscriptionAttributes": "gives the address of a webhook, with its key",
  "sns:GetPlatformApplicationAttributes": "gives credentials for pushing to phones",
  "dynamodb:GetItem": "gives people's data",
  "dynamodb:Scan": "gives people's data",
  "dynamodb:Query": "gives people's data",
  "dynamodb:ExecuteStatement": "may write",
  "elasticache:DescribeUsers": "says who may come in and how",
  "acm:ExportCertificate": "gives the private key",
  "acm:GetCertificate": "is not needed where the certificate can be described",
  "autoscaling:DescribeLaunchConfigurations": "gives user data",
  "apigateway:GetApiKey": "gives a key",
  "apigateway:GetApiKeys": "gives keys",
  "apigateway:GetUsagePlanKeys": "gives keys",
  "apigateway:GetIntegration": "gives headers that a backend trusts",
  "apigateway:GetExport": "gives whatever a stage is configured with",
  "apigatewayv2:GetIntegrations": "gives headers that a backend trusts",
  "apigatewayv2:ExportApi": "gives whatever an API is configured with",
  "cloudfront:GetDistributionConfig": "gives the same as GetDistribution",
  "cloudfront:ListDistributions": "gives every distribution's headers; one can be asked for",
  "cloudfront:GetFunction": "gives code",
  "kinesis:GetRecords": "gives people's data",
  "kinesis:GetShardIterator": "is of no use but to read records",
  "s3:GetObject": "is asked by the access logs alone, in their folders",
  "athena:StartQueryExecution": "is asked by the access logs alone",
  "logs:StartQuery": "costs by what it reads: cloudwatch.logs bounds that",
  "logs:GetQueryResults": "belongs to cloudwatch.logs",
  "cloudtrail:LookupEvents": "gives what people handed over with their calls",
} as const;

/** Of these services Handrail has no client at all. */
const unknownServices = [
  ...["secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParametersByPath"],
  ...["kms:Decrypt", "sts:GetSessionToken", "sts:AssumeRole", "ecr:GetAuthorizationToken"],
  ...["iam:GetUser", "codebuild:BatchGetProjects", "cognito-idp:DescribeUserPoolClient"],
];

test.each(Object.entries(leftOut))("%s is left out: it %s", async (action) => {
  expect(await commandOf(action), "its SDK has no such command").toBeDefined();
  expect(describables).not.toContain(action);
  expect(awsDescribe.shape.call.safeParse(action).success).toBe(false);
});

test.each(unknownServices)("%s cannot be sent: there is no client for it", (action) => {
  expect(Object.keys(sdkLoaders)).not.toContain(action.split(":")[0]);
  expect(allowed).not.toContain(action);
});

test("what a runbook may state only describes, lists or gets, is sent by the same list, and the policy grants it", () => {
  const granted = iamPolicy().Statement.flatMap(({ Action }) => Action);
  for (const action of describables) {
    expect(action).toMatch(/:(Describe|Get|List)[A-Z]\w+$/);
    expect(allowed).toContain(action);
    const isApi = /^apigateway(v2)?:/.test(action);
    expect(granted).toContain(isApi ? "apigateway:GET" : action);
  }
});

test("of API Gateway the policy grants APIs and stages, and no keys", () => {
  const apis = iamPolicy().Statement.find(({ Action }) => Action.includes("apigateway:GET"));
  for (const resource of apis?.Resource ?? [])
    expect(resource).toMatch(/::\/(rest)?apis(\/\*\/stages(\/\*)?)?$/);
});

/** Handrail follows pages and asks for no rehearsal: none of these is stated. */
const ours = new Set(["NextToken", "nextToken", "Marker", "position", "PageSize", "DryRun"]);

test.each(describables)(
  "of %s it is known what it takes and what it cannot do without",
  async (action) => {
    const known = inputsIn(await commandOf(action)).filter((one) => !ours.has(nameOf(one)));
    expect(inputsOf(action)).toEqual(known.map(nameOf));
    expect(requiredOf(action)).toEqual(known.filter((one) => one.endsWith("!")).map(nameOf));
    for (const one of known) {
      const [name, isList] = [nameOf(one), one.includes("[]")];
      expect(inputProblem(action, name, ["x"]) === undefined, one).toBe(isList);
      expect(inputProblem(action, name, 5) === undefined, one).toBe(one.includes("#"));
      expect(inputProblem(action, name, "x") === undefined, one).toBe(!/[[?#]/.test(one));
      expect(inputProblem(action, name, true) === undefined, one).toBe(one.includes("?"));
    }
  },
);

/** "services" of "services[]!" */
const nameOf = (one: string): string => one.replaceAll(/\W/g, "");

/** Names that say of themselves that a secret may be behind them, or that AWS marks as sensitive, and that are none. */
const harmless: { readonly [path: string]: string } = {
  "AuthenticateOidcActionConfig.UseExistingClientSecret": "a yes or no",
  "Cors.AllowCredentials": "a yes or no",
  "Cluster.clientRequestToken": "what whoever made the cluster called the request",
  "DBCluster.MasterUserSecret": "where the secret is kept, which is not among what can be asked",
  "DBInstance.MasterUserSecret": "where the secret is kept, which is not among what can be asked",
  "DBInstance.TdeCredentialArn": "where a key is kept, which is not among what can be asked",
  "NodeRepairConfig.nodeRepairConfigOverrides": "when a node is replaced",
};

test.each(describables)(
  "%s gives no secret that is not struck before it is read",
  async (action) => {
    const telling =
      /passw|secret(?!Arn|Status|KmsKeyId)|credential|(?<!next|client)token$|environment|userdata|privatekey|headervalue|customheaders|variables|configurationvalues|overrides$|secretoptions/i;
    const open = membersOf(await commandOf(action))
      .filter(({ name, isSensitive }) => isSensitive || telling.test(name))
      .filter(({ name, path }) => !isSecret(name) && harmless[path] === undefined)
      .map(({ path }) => path);
    expect(open).toEqual([]);
  },
);

test("strikes what may be a secret wherever it stands, with all that is below it", () => {
  const answer = {
    $metadata: { requestId: "1" },
    tasks: [
      {
        lastStatus: "STOPPED",
        stoppedAt: new Date(0),
        overrides: { containerOverrides: [{ environment: [{ name: "KEY", value: "hush" }] }] },
      },
    ],
    Distribution: { Origins: { Items: [{ Id: "shop", CustomHeaders: { Items: ["hush"] } }] } },
    item: [{ stageName: "live", variables: { key: "hush" }, stageVariables: { key: "hush" } }],
    PendingModifiedValues: { MasterUserPassword: "hush", Port: 5432 },
    ciphertext: new TextEncoder().encode("hush"),
    body: Buffer.from("hush"),
  };
  const struck = withoutAwsSecrets(answer);
  expect(JSON.stringify(struck)).not.toContain("hush");
  expect(struck).toEqual({
    tasks: [{ lastStatus: "STOPPED", stoppedAt: "1970-01-01T00:00:00.000Z" }],
    Distribution: { Origins: { Items: [{ Id: "shop" }] } },
    item: [{ stageName: "live" }],
    PendingModifiedValues: { Port: 5432 },
  });
});
