import { globSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import * as sts from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { backendQuery } from "../../src/alb/backend-logs/wordings.ts";
import { openAccount, recordingQuestions } from "../../src/aws/account.ts";
import { type Action, allowed, mayAsk } from "../../src/aws/allow-list.ts";
import { grantOf, iamPolicy } from "../../src/aws/iam.ts";
import { type Service, sdkLoaders } from "../../src/aws/sdks.ts";

let server: Server;
let requests: string[];
let reply: Reply;
/** What is answered before that, in order; each arrival with its time. */
let first: Reply[];
let arrivals: number[];

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly type: string;
}

beforeEach(async () => {
  requests = [];
  first = [];
  arrivals = [];
  reply = { status: 200, body: "{}", type: "application/x-amz-json-1.0" };
  server = createServer(async (request, response) => {
    arrivals.push(performance.now());
    requests.push(await bodyOf(request));
    const { status, type, body } = first.shift() ?? reply;
    response.writeHead(status, { "content-type": type });
    response.end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const practice = () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return openAccount({
    name: "practice",
    region: "eu-west-1",
    endpoint: `http://127.0.0.1:${address.port}`,
    credentials: { accessKeyId: "practice", secretAccessKey: "practice" },
  });
};

test("every command of these SDK packages that is not on the list is refused unsent", async () => {
  const account = practice();
  let refused = 0;
  for (const [service, load] of Object.entries({ ...sdkLoaders, sts: async () => sts })) {
    for (const command of commandsOf(await load())) {
      const action = `${service}:${command}`;
      if ((allowed as readonly string[]).includes(action)) continue;
      await expect(account.ask(action as Action, {})).rejects.toMatchObject({ kind: "refused" });
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(2_000);
  expect(requests).toEqual([]);
});

test("nobody waits for the turn of what is sent again once its look was ended", async () => {
  first = [{ ...reply, status: 400, body: '{"__type":"ThrottlingException"}' }];
  const account = practice();
  const ended = new AbortController();
  const lookup = account.ask("cloudtrail:LookupEvents", {}, ended.signal);
  while (arrivals.length === 0) await new Promise((soon) => setTimeout(soon, 5));
  // Ten others take the turns of the next five seconds.
  const others = Array.from({ length: 10 }, () =>
    account.ask("cloudtrail:LookupEvents", {}, ended.signal),
  );
  setTimeout(() => ended.abort(), 1_000);
  const before = performance.now();
  await expect(lookup).rejects.toMatchObject({ name: "AwsProblem" });
  expect(performance.now() - before).toBeLessThan(2_500);
  await Promise.allSettled(others);
});

test("what AWS refuses as too fast is sent again in its turn, not beside the others", async () => {
  const refused = { ...reply, status: 400, body: '{"__type":"ThrottlingException"}' };
  first = [refused, refused];
  const account = practice();
  const before = performance.now();
  const lookups = [1, 2, 3].map(() => account.ask("cloudtrail:LookupEvents", {}));
  expect(await Promise.all(lookups)).toHaveLength(3);
  expect(arrivals).toHaveLength(5);
  // Two a second, whoever is sent again.
  expect((arrivals[2] ?? 0) - before).toBeGreaterThan(990);
  expect((arrivals[4] ?? 0) - before).toBeGreaterThan(1_990);
});

test("no other file of src knows the AWS SDK", () => {
  const files = globSync("src/**/*.ts").filter((file) =>
    readFileSync(file, "utf8").includes('"@aws-sdk/'),
  );
  expect(files.sort()).toEqual(["src/aws/sdks.ts"]);
});

test("names from an object's prototype are no commands", async () => {
  await expect(practice().ask("toString" as Action, {})).rejects.toMatchObject({ kind: "refused" });
});

test("each listed action is the SDK command of the same name", async () => {
  for (const action of allowed) {
    const [service, name] = action.split(":") as [Service, string];
    expect(await sdkLoaders[service](), action).toHaveProperty(`${name}Command`);
  }
});

test("every listed action only reads, and the policy grants exactly the list", () => {
  const granted = iamPolicy().Statement.flatMap(({ Action }) => Action);
  // IAM has another name for listing a bucket's objects than the API, and one for all that is read of API Gateway.
  const named = [...new Set(allowed.map((action) => grantOf(action).action))];
  expect(granted.toSorted()).toEqual(named.toSorted());
  // A search of logs is started and stopped, and so is a query of Athena; what they may be is tested with them.
  const reads =
    /:(Describe|Get|List|Lookup)\w+$|^logs:(Start|Stop)Query$|^athena:(Start|Stop)QueryExecution$/;
  for (const action of allowed) expect(action).toMatch(reads);
  for (const action of named)
    if (!/^(s3:ListBucket|apigateway:GET)$/.test(action)) expect(allowed).toContain(action);
});

test("objects are granted where AWS delivers a load balancer's logs alone", () => {
  const objects = iamPolicy().Statement.filter(({ Action }) => Action.includes("s3:GetObject"));
  expect(objects).toMatchObject([
    { Resource: ["arn:aws:s3:::*/AWSLogs/*/elasticloadbalancing/*"] },
  ]);
});

test("Athena's commands are granted in a workgroup named handrail alone", () => {
  const athena = iamPolicy().Statement.filter(({ Action }) =>
    Action.some((action) => action.startsWith("athena:")),
  );
  expect(athena).toMatchObject([{ Resource: ["arn:aws:athena:*:*:workgroup/handrail"] }]);
});

test("an allowed command is sent and its answer comes back", async () => {
  reply = { ...reply, body: JSON.stringify({ MetricDataResults: [{ Id: "a", Values: [1, 2] }] }) };
  const answer = await practice().ask("cloudwatch:GetMetricData", metricQuestion);
  expect(answer.MetricDataResults?.[0]?.Values).toEqual([1, 2]);
  expect(requests).toHaveLength(1);
});

test("a refused question names the action, the role and the missing policy statement", async () => {
  reply = {
    status: 403,
    type: "text/xml",
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:sts::123456789012:assumed-role/bot/i-1 is not authorized to perform: elasticloadbalancing:DescribeTags</Message></Error></ErrorResponse>`,
  };
  const asked = practice().ask("elasticloadbalancing:DescribeTags", { ResourceArns: ["arn:x"] });
  await expect(asked).rejects.toMatchObject({
    kind: "denied",
    policy: '{"Effect":"Allow","Action":"elasticloadbalancing:DescribeTags","Resource":"*"}',
    message: expect.stringContaining("arn:aws:sts::123456789012:assumed-role/bot/i-1"),
  });
});

test("a question ends with the signal that bounds it", async () => {
  const signal = AbortSignal.abort();
  const asked = practice().ask("elasticloadbalancing:DescribeLoadBalancers", {}, signal);
  await expect(asked).rejects.toMatchObject({ kind: "cancelled" });
});

test("a recording keeps each question once, as the AWS CLI line that asks the same", async () => {
  reply = { ...reply, body: JSON.stringify({ MetricDataResults: [] }) };
  const { account, queries } = recordingQuestions(practice());
  await account.ask("cloudwatch:GetMetricData", metricQuestion);
  await account.ask("cloudwatch:GetMetricData", { ...metricQuestion, NextToken: "page-2" });
  expect(queries).toEqual([
    "aws cloudwatch get-metric-data --region eu-west-1 --metric-data-queries '[]' --start-time 2026-01-01T00:00:00.000Z --end-time 2026-01-01T01:00:00.000Z",
  ]);
});

const metricQuestion = {
  MetricDataQueries: [],
  StartTime: new Date("2026-01-01T00:00:00Z"),
  EndTime: new Date("2026-01-01T01:00:00Z"),
};

const commandsOf = (sdk: object) =>
  Object.keys(sdk).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.slice(1) ?? []);

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

test("no object is read but from a folder of a load balancer's logs", () => {
  const folder = "shop/AWSLogs/123456789012/elasticloadbalancing";
  const may = (Key: string) => mayAsk("s3:GetObject", { Bucket: "logs", Key });
  expect(may(`${folder}/eu-west-1/2026/11/30/one.log.gz`)).toBe(true);
  expect(may("AWSLogs/123456789012/elasticloadbalancing/one.log.gz")).toBe(true);
  for (const key of [
    "AWSLogs/123456789012/CloudTrail/one.json.gz",
    "AWSLogs/elasticloadbalancing/one.log.gz",
    "MyAWSLogs/123456789012/elasticloadbalancing/one.log.gz",
    `${folder}/../../../secrets.txt`,
    `../${folder}/one.log.gz`,
    `${folder}/./one.log.gz`,
    `${folder}/`,
    "secrets.txt",
    "",
  ])
    expect(may(key), key).toBe(false);
});

test("every listed action is asked for somewhere", () => {
  const files = globSync("src/**/*.ts").filter(
    (file) => !/src\/aws\/(allowed|pages)\.ts$/.test(file),
  );
  const source = files.map((file) => readFileSync(file, "utf8")).join("\n");
  expect(allowed.filter((action) => !source.includes(`"${action}"`))).toEqual([]);
});

test("searches logs with commands that were reviewed, and with nothing else", () => {
  const may = (queryString: string) => mayAsk("logs:StartQuery", { queryString });
  for (const query of [
    backendQuery,
    "fields @timestamp, @message | filter @message like /(?i)broken pipe|a\\/b/ | limit 20",
    "filter level = 'error' and took / 1000 > 5 | stats count(*) as errors by bin(5m) | sort errors desc",
    "parse @message /took (?<ms>\\d+) ms | slow/ | stats pct(ms, 99) as p99, sum(a) / sum(b) as share",
    'filter @message like "source | unmask # no comment" | display @message',
  ])
    expect(may(query), query).toBe(true);
  for (const query of [
    "SOURCE logGroups(namePrefix: ['/aws']) | stats count(*)",
    "filter @message like /x/ | source logGroups() | limit 5",
    "fields unmask(@message)",
    "unmask @message",
    "fields @message # | hidden",
    "fields @message | join type=left (source other)",
    "filter @message like /x/ | anomaly",
    "filter @message like 'open | stats count(*)",
    "filter @message like /open | stats count(*)",
    "",
    "| fields @message",
    `fields @message | filter x = "${"y".repeat(10_001)}"`,
  ])
    expect(may(query), query).toBe(false);
});
