import type { ProbeSignature } from "#language";
import { awsDescribe, awsDescribeSignature } from "./aws-describe/kind.ts";
import { cloudWatchAlarm, cloudWatchAlarmSignature } from "./cloudwatch-alarm/kind.ts";
import { cloudWatchLogs, cloudWatchLogsSignature } from "./cloudwatch-logs/kind.ts";
import { cloudWatchMetric, cloudWatchMetricSignature } from "./cloudwatch-metric/kind.ts";
import { httpCheck, httpCheckSignature } from "./http-check/kind.ts";
import { paste, pasteSignature } from "./paste/kind.ts";
import { prometheusQuery, prometheusQuerySignature } from "./prometheus-query/kind.ts";

/** Every kind of generic probe that a flow can state as data. */
export const genericSignatures: readonly ProbeSignature[] = [
  cloudWatchMetricSignature,
  cloudWatchAlarmSignature,
  cloudWatchLogsSignature,
  awsDescribeSignature,
  prometheusQuerySignature,
  httpCheckSignature,
  pasteSignature,
];

/** What each kind of generic probe may say, for the published schema. */
export const genericShapes = [
  cloudWatchMetric,
  cloudWatchAlarm,
  cloudWatchLogs,
  awsDescribe,
  prometheusQuery,
  httpCheck,
  paste,
] as const;
