import { hour } from "../aws/window.ts";
import type { Question } from "./rights.ts";

const alarms = "alarms";

/** The rights to what is counted, and to what changed. */
export const metricRights: readonly Question[] = [
  {
    action: "cloudwatch:GetMetricData",
    ask: async (ask, _, { now }) => {
      const MetricStat = {
        Metric: { Namespace: "AWS/ApplicationELB", MetricName: "RequestCount" },
        ...{ Period: 60, Stat: "Sum" },
      };
      await ask("cloudwatch:GetMetricData", {
        MetricDataQueries: [{ Id: "m0", MetricStat }],
        ...{ StartTime: new Date(now - 600_000), EndTime: new Date(now - 540_000) },
      });
      return undefined;
    },
  },
  {
    action: "cloudwatch:DescribeAlarms",
    only: alarms,
    ask: async (ask) => {
      await ask("cloudwatch:DescribeAlarms", { MaxRecords: 1 });
      return undefined;
    },
  },
  {
    action: "cloudwatch:DescribeAlarmsForMetric",
    only: alarms,
    ask: async (ask) => {
      const metric = { Namespace: "AWS/ApplicationELB", MetricName: "RequestCount" };
      await ask("cloudwatch:DescribeAlarmsForMetric", metric);
      return undefined;
    },
  },
  {
    action: "cloudwatch:DescribeAlarmHistory",
    only: alarms,
    ask: async (ask, _, { now }) => {
      await ask("cloudwatch:DescribeAlarmHistory", {
        AlarmName: "handrail-doctor",
        ...{ HistoryItemType: "StateUpdate", MaxRecords: 1 },
        ...{ StartDate: new Date(now - hour), EndDate: new Date(now) },
      });
      return undefined;
    },
  },
  {
    action: "cloudtrail:LookupEvents",
    only: "what changed near an incident",
    ask: async (ask, _, { now }) => {
      await ask("cloudtrail:LookupEvents", {
        LookupAttributes: [
          { AttributeKey: "EventSource", AttributeValue: "elasticloadbalancing.amazonaws.com" },
        ],
        ...{ StartTime: new Date(now - hour), EndTime: new Date(now), MaxResults: 1 },
      });
      return undefined;
    },
  },
];
