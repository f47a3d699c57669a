import nock from "nock";
import { expect, test } from "vitest";
import { openAccount } from "../../../src/aws/account.ts";
import { cutOff } from "../../wire/cut-off.ts";
import { lookAt, now, oneAccount } from "../stage.ts";

cutOff();

const account = () =>
  openAccount({
    name: "practice",
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "none" },
  });

const minute = Date.parse("2026-11-30T03:00:00Z") / 1_000;
const backlog = {
  kind: "cloudwatch.metric",
  namespace: "AWS/SQS",
  metric: "ApproximateAgeOfOldestMessage",
  dimensions: { QueueName: "{queue}" },
  stat: "Maximum",
  over: "15m",
  findings: { tooOld: "last > agreed", fine: "else" },
};

interface Question {
  readonly MetricDataQueries: readonly { readonly MetricStat: unknown }[];
  readonly StartTime: number;
  readonly EndTime: number;
}

/** CloudWatch as it answers one question with these values a minute, by metric. */
function answering(...series: readonly (readonly number[])[]): { asked?: Question } {
  const kept: { asked?: Question } = {};
  nock("https://monitoring.eu-west-1.amazonaws.com")
    .post("/", (body: Question) => {
      kept.asked = body;
      return true;
    })
    .reply(
      200,
      {
        MetricDataResults: series.map((values, at) => ({
          Id: `m${at}`,
          StatusCode: "Complete",
          Timestamps: values.map((_, index) => minute + 60 * index),
          Values: values,
        })),
      },
      { "content-type": "application/x-amz-json-1.0" },
    );
  return kept;
}

test("reads a metric with one question and says which finding holds, by which values, and from where", async () => {
  const kept = answering([60, 240, 420]);
  const seen = await lookAt(backlog, { queue: "orders", agreed: 300 }, oneAccount(account()));
  expect(seen).toMatchObject({
    probe: expect.stringMatching(/^cloudwatch\.metric:\w{6}@1$/),
    finding: "tooOld",
    headline: "Too old: 420 at the end, agreed 300",
    says: "Too old: 420 at the end, agreed 300.",
    details: [
      "ApproximateAgeOfOldestMessage (Maximum, QueueName orders) in the 15 minutes until 03:10 UTC: last = 420 and agreed = 300, so “last > agreed” holds. Source: CloudWatch, practice, eu-west-1.",
    ],
    numbers: { values: { last: 420, max: 420, min: 60, sum: 720, avg: 240, rate: 0.8 } },
  });
  expect(kept.asked?.MetricDataQueries[0]?.MetricStat).toEqual({
    Metric: {
      Namespace: "AWS/SQS",
      MetricName: "ApproximateAgeOfOldestMessage",
      Dimensions: [{ Name: "QueueName", Value: "orders" }],
    },
    Period: 60,
    Stat: "Maximum",
  });
  expect(now / 1_000 - (kept.asked?.EndTime ?? 0)).toBeLessThan(180);
  expect(seen.queries).toEqual([
    expect.stringMatching(/^aws cloudwatch get-metric-data --region eu-west-1 /),
  ]);
});

test("compares several metrics by name, and counts periods without a value as the step says", async () => {
  const share = {
    kind: "cloudwatch.metric",
    namespace: "AWS/Lambda",
    dimensions: { FunctionName: "{lambda}" },
    metrics: {
      throttled: { metric: "Throttles", stat: "Sum", missing: 0 },
      called: { metric: "Invocations", stat: "Sum" },
    },
    over: "15m",
    findings: { throttled: "throttled.sum / called.sum > 0.01", fine: "else" },
  };
  answering([30], [100, 200]);
  const seen = await lookAt(share, { lambda: "mailer" }, oneAccount(account()));
  expect(seen).toMatchObject({
    finding: "throttled",
    headline: "Throttled: 30 in all, called 300 in all",
  });
  answering([], [100]);
  expect(await lookAt(share, { lambda: "mailer" }, oneAccount(account()))).toMatchObject({
    finding: "fine",
  });
});

test("what CloudWatch has no value of is not read, and no finding, whatever is left", async () => {
  answering([]);
  const seen = await lookAt(backlog, { queue: "odrers", agreed: 300 }, oneAccount(account()));
  expect(seen).toMatchObject({
    finding: null,
    says: expect.stringMatching(/no value of .*QueueName odrers.*missing: 0/),
  });
  expect(seen.queries).toHaveLength(1);
});

test("a missing answer, or AWS that refuses, is said and recommends nothing", async () => {
  expect(await lookAt(backlog, { agreed: 300 }, oneAccount(account()))).toMatchObject({
    finding: null,
    says: "The answer “queue” is missing.",
  });
  nock("https://monitoring.eu-west-1.amazonaws.com")
    .post("/")
    .reply(
      400,
      { __type: "AccessDenied", message: "not authorized to perform" },
      { "content-type": "application/x-amz-json-1.0" },
    );
  expect(
    await lookAt(backlog, { queue: "orders", agreed: 300 }, oneAccount(account())),
  ).toMatchObject({
    finding: null,
    says: expect.stringContaining("access denied"),
  });
});
