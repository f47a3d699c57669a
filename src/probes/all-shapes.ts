import { awsDescribe } from "./aws-describe/kind.ts";
import { cloudWatchAlarm } from "./cloudwatch-alarm/kind.ts";
import { cloudWatchLogs } from "./cloudwatch-logs/kind.ts";
import { cloudWatchMetric } from "./cloudwatch-metric/kind.ts";
import { httpCheck } from "./http-check/kind.ts";
import { paste } from "./paste/kind.ts";
import { prometheusQuery } from "./prometheus-query/kind.ts";

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
