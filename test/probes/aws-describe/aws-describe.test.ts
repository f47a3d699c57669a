import nock from "nock";
import { expect, test } from "vitest";
import { openAccount } from "../../../src/aws/account.ts";
import { awsDescribeSignature } from "../../../src/probes/aws-describe/kind.ts";
import { cutOff } from "../../wire/cut-off.ts";
import { lookAt, oneAccount } from "../stage.ts";

cutOff();

const account = () =>
  openAccount({
    name: "practice",
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "none" },
  });

const rollout = {
  kind: "aws.describe",
  call: "ecs:DescribeServices",
  with: { cluster: "{cluster}", services: ["{service}"] },
  read: {
    running: "services[0].runningCount",
    wanted: "services[0].desiredCount",
    state: "services[0].deployments[?status=='PRIMARY'] | [0].rolloutState",
  },
  findings: { failed: "state == 'FAILED'", short: "running < wanted", fine: "else" },
};
const facts = { cluster: "shop", service: "web" };

/** ECS as it answers in turn; `asked` are the questions. */
function answering(...answers: readonly object[]): { readonly asked: object[] } {
  const asked: object[] = [];
  for (const answer of answers)
    nock("https://ecs.eu-west-1.amazonaws.com")
      .post("/", (body: object) => {
        asked.push(body);
        return true;
      })
      .reply(200, answer, { "content-type": "application/x-amz-json-1.1" });
  return { asked };
}

const refused = (code: string, message: string) =>
  nock("https://ecs.eu-west-1.amazonaws.com")
    .post("/")
    .reply(400, { __type: code, message }, { "content-type": "application/x-amz-json-1.1" });

const service = (running: number, rolloutState = "COMPLETED") => ({
  services: [
    {
      runningCount: running,
      desiredCount: 4,
      deployments: [{ status: "PRIMARY", rolloutState }],
    },
  ],
});

test("asks with the step's answers, reads what the step names, and says which finding holds and how to ask again", async () => {
  const { asked } = answering(service(1, "FAILED"));
  const seen = await lookAt(rollout, facts, oneAccount(account()));
  expect(asked).toEqual([{ cluster: "shop", services: ["web"] }]);
  expect(seen).toMatchObject({
    finding: "failed",
    headline: "Failed: state “FAILED”",
    says: "Failed: state “FAILED”.",
    details: [
      "ecs:DescribeServices of shop, web: state = “FAILED”, so “state == 'FAILED'” holds. Source: AWS, practice, eu-west-1.",
    ],
    numbers: { values: { running: 1, wanted: 4, state: "FAILED" } },
    queries: [
      "aws ecs describe-services --region eu-west-1 --cluster shop --services web --query '{running: services[0].runningCount, wanted: services[0].desiredCount, state: services[0].deployments[?status=='\\''PRIMARY'\\''] | [0].rolloutState}'",
    ],
  });
});

test("what the answer lacks is missing, and no finding", async () => {
  answering({ services: [], failures: [{ reason: "MISSING" }] });
  expect(await lookAt(rollout, facts, oneAccount(account()))).toMatchObject({
    finding: null,
    says: expect.stringContaining("state is missing"),
  });
});

test("says which permission is missing where AWS refuses", async () => {
  refused(
    "AccessDeniedException",
    "User: arn:aws:sts::123456789012:assumed-role/handrail/i-1 is not authorized to perform: ecs:DescribeServices",
  );
  const seen = await lookAt(rollout, facts, oneAccount(account()));
  expect(seen.finding).toBeNull();
  expect(seen.says).toContain('"Action":"ecs:DescribeServices"');
  expect(seen.queries).toHaveLength(1);
});

const listed = {
  kind: "aws.describe",
  call: "ecs:ListTasks",
  with: { cluster: "shop" },
  read: { tasks: "length(taskArns)" },
  findings: { some: "tasks > 0", none: "else" },
};

test("reads all pages as one", async () => {
  const { asked } = answering(
    { taskArns: ["a", "b"], nextToken: "2" },
    { taskArns: ["c"], nextToken: "3" },
    { taskArns: ["d"] },
  );
  const seen = await lookAt(listed, {}, oneAccount(account()));
  expect(seen.numbers).toEqual({ values: { tasks: 4 } });
  expect(asked).toHaveLength(3);
});

test("reads one page where the step says how many it wants", async () => {
  answering({ taskArns: ["a"], nextToken: "2" });
  const few = { ...listed, with: { cluster: "shop", maxResults: 1 } };
  expect((await lookAt(few, {}, oneAccount(account()))).numbers).toEqual({ values: { tasks: 1 } });
});

test("a page that comes twice, or pages without end, are not read as an answer", async () => {
  answering({ taskArns: ["a"], nextToken: "2" }, { taskArns: ["a"], nextToken: "2" });
  expect(await lookAt(listed, {}, oneAccount(account()))).toMatchObject({
    finding: null,
    says: expect.stringContaining("the same page"),
  });
  answering(
    ...Array.from({ length: 20 }, (_, at) => ({ taskArns: [`${at}`], nextToken: `${at + 2}` })),
  );
  expect(await lookAt(listed, {}, oneAccount(account()))).toMatchObject({
    finding: null,
    says: expect.stringContaining("more than 20 pages"),
  });
});

test("an answer that is too long, or a value that is, is not read", async () => {
  answering({ taskArns: Array.from({ length: 50_000 }, (_, at) => `${at}`.padEnd(100, "x")) });
  expect(await lookAt(listed, {}, oneAccount(account()))).toMatchObject({
    finding: null,
    says: expect.stringContaining("longer than Handrail reads"),
  });
  answering({ taskArns: ["x".repeat(20_000)] });
  const all = { ...listed, read: { tasks: "taskArns" } };
  expect(await lookAt(all, {}, oneAccount(account()))).toMatchObject({
    finding: null,
    says: expect.stringContaining("tasks"),
  });
});

test("a list that was cut and has no pages is not read as the whole", async () => {
  nock("https://kinesis.eu-west-1.amazonaws.com")
    .post("/")
    .reply(
      200,
      { Shards: [{ ShardId: "1" }], NextToken: "2" },
      { "content-type": "application/x-amz-json-1.1" },
    );
  const shards = {
    ...listed,
    call: "kinesis:ListShards",
    with: { StreamName: "clicks" },
    read: { tasks: "length(Shards)" },
  };
  expect(await lookAt(shards, {}, oneAccount(account()))).toMatchObject({
    finding: null,
    says: expect.stringContaining("more to kinesis:ListShards"),
  });
});

test("finds a queue by its name, and asks only where the region's SQS is, whatever URL is typed", async () => {
  const depth = {
    kind: "aws.describe",
    call: "sqs:GetQueueAttributes",
    with: { QueueUrl: "{queue}", AttributeNames: ["ApproximateNumberOfMessages"] },
    read: { waiting: "to_number(Attributes.ApproximateNumberOfMessages)" },
    findings: { backlog: "waiting > 100", fine: "else" },
  };
  const asked: object[] = [];
  const reply = (answer: object) =>
    nock("https://sqs.eu-west-1.amazonaws.com")
      .post("/", (body: object) => {
        asked.push(body);
        return true;
      })
      .reply(200, answer, { "content-type": "application/x-amz-json-1.0" });
  reply({ QueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/orders" });
  reply({ Attributes: { ApproximateNumberOfMessages: "4200" } });
  const seen = await lookAt(depth, { queue: "orders" }, oneAccount(account()));
  expect(seen).toMatchObject({ finding: "backlog", headline: "Backlog: waiting 4,200" });
  expect(seen.queries).toEqual([
    "aws sqs get-queue-url --region eu-west-1 --queue-name orders",
    expect.stringContaining("--queue-url https://sqs.eu-west-1.amazonaws.com/123456789012/orders"),
  ]);
  reply({ Attributes: { ApproximateNumberOfMessages: "1" } });
  const elsewhere = { queue: "https://evil.example/123456789012/orders" };
  expect(await lookAt(depth, elsewhere, oneAccount(account()))).toMatchObject({ finding: "fine" });
  expect(asked).toHaveLength(3);
});

test.each([
  ["2026-12-10T00:00:00Z", "soon"],
  ["2027-06-01T00:00:00Z", "later"],
])("a certificate that ends on %s ends %s", async (end, finding) => {
  nock("https://acm.eu-west-1.amazonaws.com")
    .post("/")
    .reply(
      200,
      { Certificate: { NotAfter: Date.parse(end) / 1_000, Status: "ISSUED" } },
      { "content-type": "application/x-amz-json-1.1" },
    );
  const certificate = {
    ...{ kind: "aws.describe", call: "acm:DescribeCertificate" },
    with: { CertificateArn: "{certificate}" },
    read: { end: "Certificate.NotAfter" },
    findings: { soon: "timestamp(end) - now < duration('720h')", later: "else" },
  };
  const arn = "arn:aws:acm:eu-west-1:123456789012:certificate/1";
  const seen = await lookAt(certificate, { certificate: arn }, oneAccount(account()));
  expect(seen).toMatchObject({ finding });
});

test("no answer becomes a path to elsewhere", async () => {
  const alias = {
    ...listed,
    call: "lambda:ListAliases",
    with: { FunctionName: "{lambda}" },
    read: { tasks: "length(Aliases)" },
  };
  expect(await lookAt(alias, { lambda: ".." }, oneAccount(account()))).toMatchObject({
    finding: null,
    says: expect.stringContaining("no name of anything"),
  });
});

test.each([
  ["a command that is not on the list", { call: "secretsmanager:GetSecretValue" }, /call/],
  ["a parameter that is no name", { with: { "a b": 1 } }, /with/],
  ["a parameter that AWS does not know", { with: { Cluster: "shop" } }, /with\.Cluster/],
  ["a parameter that is missing", { with: { cluster: "shop" } }, /with\.services/],
  ["nothing to read", { read: undefined }, /read/],
  ["what is no JMESPath", { read: { running: "services[" } }, /read\.running/],
  ["an answer that nothing asks for", { with: { cluster: "{nobody}", services: ["web"] } }, /with/],
  ["a value that is not read", { findings: { failed: "stopped > 1", fine: "else" } }, /findings/],
])("%s is named before the incident", (_, wrong, where) => {
  const asked = { cluster: { kind: "text", label: "" }, service: { kind: "text", label: "" } };
  const problems = awsDescribeSignature.generic?.problems(
    { ...rollout, ...wrong } as typeof rollout,
    asked,
  );
  expect(problems?.map((problem) => problem.where).join(" ")).toMatch(where);
});
