import { hourMs } from "../aws/metric-window.ts";
import { markOptional, type RightQuestion, rightQuestion } from "./rights.ts";

const counted = { Namespace: "AWS/ApplicationELB", MetricName: "RequestCount" };

/** The rights to what is counted, and to what changed. */
export const metricRights: readonly RightQuestion[] = [
  rightQuestion("cloudwatch:GetMetricData", (_, { now }) => ({
    MetricDataQueries: [{ Id: "m0", MetricStat: { Metric: counted, Period: 60, Stat: "Sum" } }],
    ...{ StartTime: new Date(now - 600_000), EndTime: new Date(now - 540_000) },
  })),
  ...markOptional(
    "alarms",
    rightQuestion("cloudwatch:DescribeAlarms", () => ({ MaxRecords: 1 })),
    rightQuestion("cloudwatch:DescribeAlarmsForMetric", () => counted),
    rightQuestion("cloudwatch:DescribeAlarmHistory", (_, { now }) => ({
      AlarmName: "handrail-doctor",
      ...{ HistoryItemType: "StateUpdate", MaxRecords: 1 },
      ...{ StartDate: new Date(now - hourMs), EndDate: new Date(now) },
    })),
  ),
  ...markOptional(
    "what changed near an incident",
    rightQuestion("cloudtrail:LookupEvents", (_, { now }) => ({
      LookupAttributes: [
        { AttributeKey: "EventSource", AttributeValue: "elasticloadbalancing.amazonaws.com" },
      ],
      ...{ StartTime: new Date(now - hourMs), EndTime: new Date(now), MaxResults: 1 },
    })),
  ),
];
