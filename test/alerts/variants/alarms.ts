import { alarm, notification } from "../kinds/cloudwatch.ts";
import { arn, dimension } from "../kinds/kind.ts";
import { type Expected, in2, one, other } from "./expected.ts";

/*
 * Alarms besides that of test/alerts/kinds. Metric math, anomalies, composite alarms and alarms of other accounts:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html and Notify_Users_Alarm_Changes.html;
 * EventBridge: cloudwatch-and-eventbridge.html
 */
const { MetricName, Namespace, Dimensions, ...trigger } = alarm.Trigger;
const stat = (Id: string, metric: object, more: object = {}) => ({
  ...{ Id, ...more, ReturnData: false },
  MetricStat: { Metric: { MetricName, Namespace, Dimensions, ...metric }, Period: 60, Stat: "Sum" },
});
const of = (Metrics: readonly object[], more: object = {}) => ({
  ...notification,
  Message: JSON.stringify({ ...alarm, ...more, Trigger: { ...trigger, Metrics } }),
});
const told = (message: object) => ({ ...notification, Message: JSON.stringify(message) });
const { AlarmArn, ...unnamed } = alarm;
const { Trigger, ...withoutTrigger } = alarm;
const changed = {
  version: "0",
  "detail-type": "CloudWatch Alarm State Change",
  source: "aws.cloudwatch",
  account: "123456789012",
  time: "2026-11-24T14:56:12Z",
  region: "us-gov-west-1",
  resources: ["arn:aws-us-gov:cloudwatch:us-gov-west-1:123456789012:alarm:shop-web-elb-5xx"],
  detail: {
    alarmName: "shop-web-elb-5xx",
    state: {
      value: "ALARM",
      reason: "Threshold Crossed",
      timestamp: "2026-11-24T14:56:12.345+0000",
    },
    previousState: { value: "OK" },
    configuration: {
      description: "The shop answers with 5xx.",
      metrics: [
        {
          id: "m1",
          metricStat: {
            metric: {
              ...{ namespace: Namespace, name: MetricName },
              dimensions: { LoadBalancer: dimension },
            },
            period: 60,
            stat: "Sum",
          },
        },
      ],
    },
  },
};
export const alarms: readonly (readonly [string, unknown, readonly Expected[]])[] = [
  [
    "an alarm calculated from requests and errors",
    of([
      { Id: "e1", Expression: "errors/requests", ReturnData: true },
      stat("requests", { MetricName: "RequestCount" }),
      stat("errors", {}),
    ]),
    [{ ...one, namespace: Namespace, metrics: ["RequestCount", MetricName] }],
  ],
  [
    "an alarm over two load balancers",
    of([
      stat("a", {}),
      stat("b", { Dimensions: [{ name: "LoadBalancer", value: other }] }),
      { Id: "e1", Expression: "a+b", ReturnData: true },
    ]),
    [{ ...one, typed: undefined, namespace: Namespace }],
  ],
  [
    "an alarm of an anomaly",
    of([stat("m1", {}), { Id: "ad1", Expression: "ANOMALY_DETECTION_BAND(m1, 2)" }]),
    [{ ...one, metric: MetricName }],
  ],
  [
    "an alarm of another account's metric",
    of([stat("m1", {}, { AccountId: "210987654321" })]),
    [{ ...one, account: "210987654321", typed: arn.replace("123456789012", "210987654321") }],
  ],
  [
    "an alarm that asks for the worst of all",
    of([
      {
        Id: "q1",
        Expression: `SELECT MAX(${MetricName}) FROM SCHEMA("${Namespace}", LoadBalancer) GROUP BY LoadBalancer`,
      },
    ]),
    [{ ...one, typed: undefined, namespace: Namespace, metric: MetricName }],
  ],
  [
    "a composite alarm",
    told({
      ...withoutTrigger,
      AlarmRule: 'ALARM("shop-web-elb-5xx") OR ALARM("cart-elb-5xx")',
      NewStateReason:
        "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop-web-elb-5xx transitioned to ALARM at Tuesday 24 November, 2026 14:56:12 UTC",
      TriggeringChildren: [{ Arn: AlarmArn, State: { Value: "ALARM" } }],
    }),
    [{ ...one, typed: undefined }],
  ],
  ["an alarm without its ARN, as before 2020", told(unnamed), [one]],
  [
    "an alarm that lost its data",
    told({ ...alarm, NewStateValue: "INSUFFICIENT_DATA" }),
    [{ ...one, state: "unknown" }],
  ],
  ["a change of state through EventBridge", changed, [in2("aws-us-gov", "us-gov-west-1")]],
  ["the same through SNS", told(changed), [in2("aws-us-gov", "us-gov-west-1")]],
  [
    "what an alarm hands to a function",
    {
      source: "aws.cloudwatch",
      alarmArn: AlarmArn,
      accountId: "123456789012",
      time: "2026-11-24T14:56:12.345+0000",
      region: "eu-central-1",
      alarmData: { ...changed.detail, state: { ...changed.detail.state, value: "OK" } },
    },
    [{ ...one, state: "resolved" }],
  ],
  [
    "another alert through SNS, which is over",
    {
      ...notification,
      Subject: "[RESOLVED] Shop 502",
      Message: `**Resolved**\nLabels:\n - LoadBalancer = ${dimension}\n - region = us-east-1\n - account = 123456789012`,
    },
    [{ ...in2("aws", "us-east-1"), source: "SNS", state: "resolved" }],
  ],
];
