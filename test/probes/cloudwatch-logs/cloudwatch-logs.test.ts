import fc from "fast-check";
import nock from "nock";
import { expect, test } from "vitest";
import type { GenericProbe } from "#language";
import { openAccount } from "../../../src/aws/account.ts";
import { isReviewed } from "../../../src/aws/logs/query-review.ts";
import {
  cloudWatchLogsSignature,
  fillInsightsQuery,
} from "../../../src/probes/cloudwatch-logs/kind.ts";
import { cutOff } from "../../wire/cut-off.ts";
import { lookAt, now, oneAccount } from "../stage.ts";

cutOff();

const account = () =>
  openAccount({
    name: "practice",
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "none" },
    callsPerSecond: { logs: 1e6 },
  });

const timeouts = {
  kind: "cloudwatch.logs",
  group: "/aws/lambda/{lambda}",
  query: "filter @message like /Task timed out/ | stats count(*) as timeouts by bin(5m)",
  over: "1h",
  read: { timeouts: "sum([].timeouts)" },
  findings: { timingOut: "timeouts > 10", fine: "else" },
};
const facts = { lambda: "mailer" };

/** CloudWatch Logs as it answers in turn; `asked` are the questions, each with its command. */
function answering(...answers: readonly object[]): {
  readonly asked: (readonly [string, object])[];
} {
  const asked: [string, object][] = [];
  for (const answer of answers)
    nock("https://logs.eu-west-1.amazonaws.com")
      .post("/", () => true)
      .reply(async (request: Request) => {
        const command = request.headers.get("x-amz-target")?.split(".").at(-1) ?? "";
        asked.push([command, JSON.parse(await request.text())]);
        return [200, JSON.stringify(answer), { "content-type": "application/x-amz-json-1.1" }];
      });
  return { asked };
}

const day = 24 * 3_600_000;
const group = (storedBytes: number) => ({
  logGroups: [
    { logGroupName: "/aws/lambda/mailer", creationTime: now - 10 * day, storedBytes },
    { logGroupName: "/aws/lambda/mailer-2", creationTime: now, storedBytes: 0 },
  ],
});
const row = (fields: Readonly<Record<string, string>>) => [
  ...Object.entries(fields).map(([field, value]) => ({ field, value })),
  { field: "@ptr", value: "CmEKJgoiMTIz" },
];
const complete = (...rows: readonly object[]) => ({
  status: "Complete",
  results: rows,
  statistics: { recordsMatched: 31, recordsScanned: 20_000, bytesScanned: 5_000_000 },
});
const running = (bytesScanned: number) => ({ status: "Running", statistics: { bytesScanned } });

test("searches the group, reads the rows, and says which finding holds, from where and what it cost", async () => {
  const { asked } = answering(
    group(240e6),
    { queryId: "q1" },
    running(1e6),
    complete(
      row({ "bin(5m)": "2026-11-30 03:05:00.000", timeouts: "30" }),
      row({ "bin(5m)": "2026-11-30 03:00:00.000", timeouts: "1" }),
    ),
  );
  const seen = await lookAt(timeouts, facts, oneAccount(account()));
  expect(seen).toMatchObject({
    finding: "timingOut",
    headline: "Timing out: timeouts 31",
    says: "Timing out: timeouts 31.",
    numbers: { values: { timeouts: 31, rows: 2, matched: 31, scanned: 20_000 } },
    details: [
      "bin(5m): 2026-11-30 03:05:00.000, timeouts: 30",
      "bin(5m): 2026-11-30 03:00:00.000, timeouts: 1",
      "/aws/lambda/mailer over 1h: timeouts = 31, so “timeouts > 10” holds. Source: CloudWatch Logs Insights, eu-west-1.",
    ],
  });
  expect(seen.readings.at(-1)).toMatchObject({
    label: "What this look cost",
    value: "5 MB (about $0.0001 or less) scanned, 1 MB estimated",
  });
  expect(asked.map(([command]) => command)).toEqual([
    "DescribeLogGroups",
    "StartQuery",
    "GetQueryResults",
    "GetQueryResults",
  ]);
  expect(asked[1]?.[1]).toEqual({
    logGroupName: "/aws/lambda/mailer",
    startTime: now / 1_000 - 3_600,
    endTime: now / 1_000 - 1,
    queryString: timeouts.query,
  });
  expect(seen.queries).toContainEqual(expect.stringMatching(/^aws logs start-query .*timed out/));
});

test("does not search where more would be scanned than the step allows", async () => {
  const { asked } = answering(group(1e12));
  const seen = await lookAt(timeouts, facts, oneAccount(account()));
  expect(seen).toMatchObject({
    finding: null,
    says: expect.stringMatching(/was not searched: about 4\.17 GB .* allows 1 GB/),
  });
  expect(asked).toHaveLength(1);
});

test("stops a search that scans more than the step allows", async () => {
  const { asked } = answering(group(1e6), { queryId: "q1" }, running(6e6), { success: true });
  const small = { ...timeouts, most: "5 MB" };
  const seen = await lookAt(small, facts, oneAccount(account()));
  expect(seen).toMatchObject({ finding: null, says: expect.stringContaining("was stopped after") });
  expect(asked.at(-1)).toEqual(["StopQuery", { queryId: "q1" }]);
});

test("a log group that is not there, or a right that is missing, is said and recommends nothing", async () => {
  answering({ logGroups: [{ logGroupName: "/aws/lambda/mailer-2" }] });
  expect(await lookAt(timeouts, facts, oneAccount(account()))).toMatchObject({
    finding: null,
    says: expect.stringContaining("no log group /aws/lambda/mailer in eu-west-1"),
  });
  nock("https://logs.eu-west-1.amazonaws.com")
    .post("/")
    .reply(
      400,
      { __type: "AccessDeniedException", Message: "not authorized to perform" },
      { "content-type": "application/x-amz-json-1.1" },
    );
  const seen = await lookAt(timeouts, facts, oneAccount(account()));
  expect(seen.finding).toBeNull();
  expect(seen.says).toContain('"Action":"logs:DescribeLogGroups"');
});

test("shows no secret and no person of a line", async () => {
  answering(
    group(0),
    { queryId: "q1" },
    complete(row({ "@message": "login of ana@shop.example with password=hush42 failed" })),
  );
  const lines = {
    ...timeouts,
    query: "fields @message | limit 5",
    read: { first: '[0]."@message"' },
  };
  const seen = await lookAt(
    { ...lines, findings: { some: "rows > 0", none: "else" } },
    facts,
    oneAccount(account()),
  );
  expect(seen.finding).toBe("some");
  expect(JSON.stringify(seen)).not.toMatch(/hush42|ana@/);
});

test("whatever a fact holds, it stays the text or the expression that it stands in", () => {
  const query =
    'filter service = "{a}" and @message like /{a} failed/ | stats count(*) as n by bin({b}m)';
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "binary" }), (a) => {
      const sent = fillInsightsQuery(query, { a, b: 5 });
      expect(isReviewed(sent)).toBe(true);
      expect(sent.endsWith("| stats count(*) as n by bin(5m)")).toBe(true);
    }),
  );
  expect(() => fillInsightsQuery("stats count(*) by {a}", { a: "x | source y" })).toThrow(
    /outside/,
  );
});

test.each([
  ["a command that was not reviewed", { query: "source logGroups()" }, "query"],
  ["a comment", { query: "fields @message # all" }, "query"],
  ["an answer in backticks", { query: "stats count(*) by `{lambda}`" }, "query"],
  ["a month", { over: "30d" }, "over"],
  ["more than can be meant", { most: "5000 GB" }, "most"],
  ["a name that is there already", { read: { rows: "[0]" } }, "read.rows"],
])("%s is named before the incident", (_, wrong, where) => {
  const problems = cloudWatchLogsSignature.generic?.problems(
    { ...timeouts, findings: { some: "rows > 0", none: "else" }, ...wrong } as GenericProbe,
    { lambda: { kind: "text", label: "" } },
  );
  expect(problems?.map((problem) => problem.where)).toContain(where);
});
