import type { ProbeSignature } from "#language";
import { awsDescribeSignature } from "./aws-describe/kind.ts";
import { cloudWatchAlarmSignature } from "./cloudwatch-alarm/kind.ts";
import { cloudWatchLogsSignature } from "./cloudwatch-logs/kind.ts";
import { cloudWatchMetricSignature } from "./cloudwatch-metric/kind.ts";
import { httpCheckSignature } from "./http-check/kind.ts";
import { pasteSignature } from "./paste/kind.ts";
import { prometheusQuerySignature } from "./prometheus-query/kind.ts";

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
