import { hour } from "../aws/window.ts";
import { onlyFor, type RightQuestion, right } from "./rights.ts";

const counted = { Namespace: "AWS/ApplicationELB", MetricName: "RequestCount" };

/** The rights to what is counted, and to what changed. */
export const metricRights: readonly RightQuestion[] = [
  right("cloudwatch:GetMetricData", (_, { now }) => ({
    MetricDataQueries: [{ Id: "m0", MetricStat: { Metric: counted, Period: 60, Stat: "Sum" } }],
    ...{ StartTime: new Date(now - 600_000), EndTime: new Date(now - 540_000) },
  })),
  ...onlyFor(
    "alarms",
    right("cloudwatch:DescribeAlarms", () => ({ MaxRecords: 1 })),
    right("cloudwatch:DescribeAlarmsForMetric", () => counted),
    right("cloudwatch:DescribeAlarmHistory", (_, { now }) => ({
      AlarmName: "handrail-doctor",
      ...{ HistoryItemType: "StateUpdate", MaxRecords: 1 },
      ...{ StartDate: new Date(now - hour), EndDate: new Date(now) },
    })),
  ),
  ...onlyFor(
    "what changed near an incident",
    right("cloudtrail:LookupEvents", (_, { now }) => ({
      LookupAttributes: [
        { AttributeKey: "EventSource", AttributeValue: "elasticloadbalancing.amazonaws.com" },
      ],
      ...{ StartTime: new Date(now - hour), EndTime: new Date(now), MaxResults: 1 },
    })),
  ),
];
