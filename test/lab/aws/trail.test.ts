import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsForMetricCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import type { TrailEvent } from "../../../lab/aws/cloudtrail/record.ts";
import { MINUTE, NOW, openAccount, REGION } from "./account.ts";

const event = (minutesAgo: number, name: string): TrailEvent => ({
  at: NOW - minutesAgo * MINUTE,
  name,
  by: { kind: "role", name: "deployer", session: "alice" },
  request: { targetGroupArn: "arn:web" },
});

async function trailOf(trail: readonly TrailEvent[], lookupsPerSecond = 1_000) {
  const { account } = await openAccount(undefined, { trail, lookupsPerSecond });
  const { endpoint, credentials } = account;
  const client = new CloudTrailClient({ endpoint, credentials, region: REGION, maxAttempts: 1 });
  const lookUp = (name: string, more = {}) =>
    client.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: name }],
        StartTime: new Date(NOW - 180 * MINUTE),
        EndTime: new Date(NOW),
        ...more,
      }),
    );
  return { lookUp };
}

test("CloudTrail gives the calls of one name within the time, newest first, with who made them", async () => {
  const all = [
    event(200, "RegisterTargets"),
    event(9, "RegisterTargets"),
    event(5, "RegisterTargets"),
  ];
  const { lookUp } = await trailOf([...all, event(7, "ModifyRule")]);
  const { Events = [] } = await lookUp("RegisterTargets");
  expect(Events.map(({ EventTime }) => EventTime?.getTime())).toEqual([
    NOW - 5 * MINUTE,
    NOW - 9 * MINUTE,
  ]);
  const record = JSON.parse(Events[0]?.CloudTrailEvent ?? "");
  expect(record.userIdentity.sessionContext.sessionIssuer.userName).toBe("deployer");
  expect(Events[0]?.Username).toBe("alice");
});

test("CloudTrail gives fifty events a page", async () => {
  const { lookUp } = await trailOf(Array.from({ length: 70 }, () => event(5, "ModifyRule")));
  const first = await lookUp("ModifyRule");
  const second = await lookUp("ModifyRule", { NextToken: first.NextToken });
  expect([first.Events?.length, second.Events?.length, second.NextToken]).toEqual([
    50,
    20,
    undefined,
  ]);
});

test("CloudTrail refuses a third lookup within a second", async () => {
  const { lookUp } = await trailOf([], 2);
  const answers = await Promise.allSettled([1, 2, 3].map(() => lookUp("ModifyRule")));
  expect(answers.filter(({ status }) => status === "rejected")).toHaveLength(1);
});

test("alarms are found by metric and dimensions only, and have a history", async () => {
  const alarm = {
    name: "shop-5xx",
    metric: "HTTPCode_ELB_5XX_Count",
    dimensions: { LoadBalancer: "app/shop-web/50dc6c495c0c9188" },
    history: [{ at: NOW - 9 * MINUTE, from: "OK", to: "ALARM" } as const],
  };
  const { watching } = await openAccount(undefined, { alarms: [alarm] });
  const ask = (Value: string) =>
    watching.send(
      new DescribeAlarmsForMetricCommand({
        Namespace: "AWS/ApplicationELB",
        MetricName: alarm.metric,
        Dimensions: [{ Name: "LoadBalancer", Value }],
      }),
    );
  expect((await ask("app/other/1")).MetricAlarms).toEqual([]);
  expect((await ask(alarm.dimensions.LoadBalancer)).MetricAlarms?.[0]?.AlarmName).toBe("shop-5xx");
  const history = await watching.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: "shop-5xx",
      StartDate: new Date(NOW - 60 * MINUTE),
    }),
  );
  expect(history.AlarmHistoryItems?.[0]).toMatchObject({
    Timestamp: new Date(NOW - 9 * MINUTE),
    HistorySummary: "Alarm updated from OK to ALARM",
  });
});
