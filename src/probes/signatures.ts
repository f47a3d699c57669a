import type { ProbeSignature } from "#language";
import { cloudWatchMetricSignature } from "./cloudwatch-metric/kind.ts";
import { httpCheckSignature } from "./http-check/kind.ts";
import { pasteSignature } from "./paste/kind.ts";
import { prometheusQuerySignature } from "./prometheus-query/kind.ts";

/** Every kind of generic probe that a flow can state as data. */
export const genericSignatures: readonly ProbeSignature[] = [
  cloudWatchMetricSignature,
  prometheusQuerySignature,
  httpCheckSignature,
  pasteSignature,
];
