import nock from "nock";
import { expect, test } from "vitest";
import { openAccount } from "../../../src/aws/account.ts";
import { cloudWatchAlarmSignature } from "../../../src/probes/cloudwatch-alarm/kind.ts";
import { cutOff } from "../../wire/cut-off.ts";
import { lookAt, now, oneAccount } from "../stage.ts";

cutOff();

const account = () =>
  openAccount({
    name: "practice",
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "none" },
  });

const firing = {
  kind: "cloudwatch.alarm",
  alarm: "{queue}-age",
  findings: { inAlarm: "inAlarm > 0", noData: "noData > 0", ok: "else" },
};

function answering(answer: object): { asked?: object } {
  const kept: { asked?: object } = {};
  nock("https://monitoring.eu-west-1.amazonaws.com")
    .post("/", (body: object) => {
      kept.asked = body;
      return true;
    })
    .reply(200, answer, { "content-type": "application/x-amz-json-1.0" });
  return kept;
}

const seconds = (minutesAgo: number) => (now - minutesAgo * 60_000) / 1_000;
const age = (state: string, minutesAgo = 30) => ({
  AlarmName: "orders-age",
  StateValue: state,
  StateReason: "Threshold Crossed: 1 datapoint [420.0] was greater than the threshold (300.0).",
  StateUpdatedTimestamp: seconds(1),
  StateTransitionedTimestamp: seconds(minutesAgo),
});

test("reads an alarm's state, since when, and why, with one question", async () => {
  const kept = answering({ MetricAlarms: [age("ALARM")], CompositeAlarms: [] });
  const seen = await lookAt(firing, { queue: "orders" }, oneAccount(account()));
  expect(kept.asked).toEqual({
    AlarmNames: ["orders-age"],
    AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
  });
  expect(seen).toMatchObject({
    finding: "inAlarm",
    headline: "In alarm: 1",
    says: "In alarm: 1.",
    numbers: {
      values: {
        state: "ALARM",
        since: "2026-11-30T02:42:30.000Z",
        minutes: 30,
        reason: expect.stringContaining("Threshold Crossed"),
      },
    },
    details: [
      expect.stringMatching(/^orders-age: in alarm since 2026-11-30T02:42 UTC\. Threshold/),
      "The alarm orders-age: inAlarm = 1, so “inAlarm > 0” holds. Source: CloudWatch, practice, eu-west-1.",
    ],
    queries: [expect.stringMatching(/^aws cloudwatch describe-alarms --region eu-west-1 /)],
  });
});

test.each([
  ["OK", "ok"],
  ["INSUFFICIENT_DATA", "noData"],
])("an alarm that is %s is %s", async (state, finding) => {
  answering({ MetricAlarms: [age(state)] });
  const seen = await lookAt(firing, { queue: "orders" }, oneAccount(account()));
  expect(seen.finding).toBe(finding);
});

test("of several by the beginning of their names, composite ones too, says the worst and newest first", async () => {
  const kept = answering({
    MetricAlarms: [age("OK"), { ...age("ALARM", 60), AlarmName: "orders-depth" }],
    CompositeAlarms: [
      { ...age("ALARM", 5), AlarmName: "orders-all", ActionsSuppressedBy: "ExtensionPeriod" },
    ],
  });
  const all = { kind: "cloudwatch.alarm", prefix: "{queue}", findings: firing.findings };
  const seen = await lookAt(all, { queue: "orders" }, oneAccount(account()));
  expect(kept.asked).toMatchObject({ AlarmNamePrefix: "orders" });
  expect(seen.numbers).toMatchObject({
    values: { count: 3, inAlarm: 2, ok: 1, noData: 0, name: "orders-all", minutes: 5 },
  });
  expect(seen.details.slice(0, -1).map((line) => line.split(":")[0])).toEqual([
    "orders-all",
    "orders-depth",
    "orders-age",
  ]);
  expect(seen.details[0]).toContain("held back");
});

test("an alarm that is not there is not quiet: it is not read", async () => {
  answering({ MetricAlarms: [], CompositeAlarms: [] });
  expect(await lookAt(firing, { queue: "odrers" }, oneAccount(account()))).toMatchObject({
    finding: null,
    says: "There is no alarm named odrers-age in practice, eu-west-1. Check the name, the region and the account.",
  });
});

test("says which permission is missing where AWS refuses", async () => {
  nock("https://monitoring.eu-west-1.amazonaws.com")
    .post("/")
    .reply(
      403,
      { __type: "AccessDenied", message: "not authorized to perform" },
      { "content-type": "application/x-amz-json-1.0" },
    );
  const seen = await lookAt(firing, { queue: "orders" }, oneAccount(account()));
  expect(seen).toMatchObject({ finding: null });
  expect(seen.says).toContain('"Action":"cloudwatch:DescribeAlarms"');
});

test("one alarm is named, or how the names of several begin", () => {
  const problems = (probe: object) =>
    cloudWatchAlarmSignature.generic
      ?.problems({ kind: "cloudwatch.alarm", findings: firing.findings, ...probe }, {})
      .map(({ where }) => where);
  expect(problems({})).toEqual(["alarm"]);
  expect(problems({ alarm: "a", prefix: "a" })).toEqual(["prefix"]);
  expect(problems({ alarm: "a" })).toEqual([]);
});
