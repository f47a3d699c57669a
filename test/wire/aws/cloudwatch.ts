import { exchange, second } from "./exchange.ts";

/** Shapes: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html, as JSON. */
const metric = {
  Namespace: "AWS/ApplicationELB",
  MetricName: "HTTPCode_ELB_502_Count",
  Dimensions: [{ Name: "LoadBalancer", Value: "app/checkout/50dc6c495c0c9188" }],
};
const [from, to] = [new Date("2026-11-25T03:00:00Z"), new Date("2026-11-25T03:15:00Z")];
const seconds = (date: Date) => date.getTime() / 1_000;
const target = (action: string) => `GraniteServiceVersion20100801.${action}`;

const queries = [{ Id: "m0", MetricStat: { Metric: metric, Period: 60, Stat: "Sum" } }];
const points = {
  Id: "m0",
  Label: "HTTPCode_ELB_502_Count",
  Timestamps: [seconds(from), seconds(from) + 60],
  // Not a number has a word of its own in JSON.
  Values: [3, "NaN"],
};
const read = {
  Id: "m0",
  Label: "HTTPCode_ELB_502_Count",
  Timestamps: [from, new Date("2026-11-25T03:01:00Z")],
  Values: [3, Number.NaN],
};

export const cloudWatch = [
  exchange(
    "cloudwatch:GetMetricData",
    { MetricDataQueries: queries, StartTime: from, EndTime: to, ScanBy: "TimestampAscending" },
    {
      sends: {
        target: target("GetMetricData"),
        body: {
          MetricDataQueries: queries,
          StartTime: seconds(from),
          EndTime: seconds(to),
          ScanBy: "TimestampAscending",
        },
      },
      answers: JSON.stringify({
        MetricDataResults: [{ ...points, StatusCode: "Complete" }],
        Messages: [],
      }),
      gives: { MetricDataResults: [{ ...read, StatusCode: "Complete" }], Messages: [] },
      empty: {
        answers: JSON.stringify({
          MetricDataResults: [{ Id: "m0", Timestamps: [], Values: [], StatusCode: "Complete" }],
        }),
        gives: {
          MetricDataResults: [{ Id: "m0", Timestamps: [], Values: [], StatusCode: "Complete" }],
        },
      },
      pages: {
        answers: JSON.stringify({
          MetricDataResults: [{ ...points, StatusCode: "PartialData" }],
          NextToken: second,
        }),
        token: "NextToken",
        takes: "NextToken",
      },
    },
  ),
  exchange(
    "cloudwatch:DescribeAlarms",
    { AlarmNamePrefix: "checkout", AlarmTypes: ["MetricAlarm", "CompositeAlarm"] },
    {
      sends: {
        target: target("DescribeAlarms"),
        body: { AlarmNamePrefix: "checkout", AlarmTypes: ["MetricAlarm", "CompositeAlarm"] },
      },
      answers: JSON.stringify({
        MetricAlarms: [
          {
            AlarmName: "checkout-502",
            StateValue: "OK",
            StateTransitionedTimestamp: seconds(from),
          },
        ],
        CompositeAlarms: [{ AlarmName: "checkout", StateValue: "ALARM" }],
      }),
      gives: {
        MetricAlarms: [
          { AlarmName: "checkout-502", StateValue: "OK", StateTransitionedTimestamp: from },
        ],
        CompositeAlarms: [{ AlarmName: "checkout", StateValue: "ALARM" }],
      },
      empty: {
        answers: JSON.stringify({ MetricAlarms: [], CompositeAlarms: [] }),
        gives: { MetricAlarms: [], CompositeAlarms: [] },
      },
      pages: {
        answers: JSON.stringify({ MetricAlarms: [], NextToken: second }),
        token: "NextToken",
        takes: "NextToken",
      },
    },
  ),
  exchange("cloudwatch:DescribeAlarmsForMetric", metric, {
    sends: { target: target("DescribeAlarmsForMetric"), body: metric },
    answers: JSON.stringify({
      MetricAlarms: [
        {
          AlarmName: "checkout-502",
          StateValue: "ALARM",
          StateUpdatedTimestamp: seconds(from),
          Threshold: 0.5,
          TreatMissingData: "notBreaching",
          ...metric,
        },
      ],
    }),
    gives: {
      MetricAlarms: [
        {
          AlarmName: "checkout-502",
          StateValue: "ALARM",
          StateUpdatedTimestamp: from,
          Threshold: 0.5,
          TreatMissingData: "notBreaching",
          ...metric,
        },
      ],
    },
    empty: { answers: JSON.stringify({ MetricAlarms: [] }), gives: { MetricAlarms: [] } },
  }),
  exchange(
    "cloudwatch:DescribeAlarmHistory",
    { AlarmName: "checkout-502", HistoryItemType: "StateUpdate", StartDate: from, EndDate: to },
    {
      sends: {
        target: target("DescribeAlarmHistory"),
        body: {
          AlarmName: "checkout-502",
          HistoryItemType: "StateUpdate",
          StartDate: seconds(from),
          EndDate: seconds(to),
        },
      },
      answers: JSON.stringify({
        AlarmHistoryItems: [
          {
            AlarmName: "checkout-502",
            AlarmType: "MetricAlarm",
            Timestamp: seconds(from) + 0.25,
            HistoryItemType: "StateUpdate",
            HistorySummary: "Alarm updated from OK to ALARM",
          },
        ],
      }),
      gives: {
        AlarmHistoryItems: [
          {
            AlarmName: "checkout-502",
            AlarmType: "MetricAlarm",
            Timestamp: new Date("2026-11-25T03:00:00.250Z"),
            HistoryItemType: "StateUpdate",
            HistorySummary: "Alarm updated from OK to ALARM",
          },
        ],
      },
      empty: {
        answers: JSON.stringify({ AlarmHistoryItems: [] }),
        gives: { AlarmHistoryItems: [] },
      },
      pages: {
        answers: JSON.stringify({ AlarmHistoryItems: [], NextToken: second }),
        token: "NextToken",
        takes: "NextToken",
      },
    },
  ),
];
