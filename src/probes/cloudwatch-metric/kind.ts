import { z } from "zod";
import type { GenericProbe, Problem } from "#language";
import type { ValueTypes } from "../deciding/condition.ts";
import { genericSignature } from "../generic-signature.ts";
import {
  awsPlaceShape,
  durationShape,
  factsTextShape,
  findingsShape,
  inSeconds,
} from "../shape-parts.ts";

const statistic = z
  .string()
  .regex(/^(Average|Maximum|Minimum|Sum|SampleCount|p\d{1,2}(\.\d{1,2})?)$/)
  .describe("Average, Maximum, Minimum, Sum, SampleCount, or a percentile such as p99.");

const ofOne = {
  namespace: factsTextShape.describe("The namespace, such as AWS/SQS."),
  metric: factsTextShape.describe("The metric's name, such as ApproximateAgeOfOldestMessage."),
  dimensions: z
    .record(z.string().min(1).max(255), factsTextShape)
    .describe(
      'The dimensions, each by its name: { QueueName: "{queue}" }. All that the metric is published with.',
    ),
  stat: statistic,
  missing: z
    .number()
    .describe(
      "What a period without a value counts as: 0 for a count that is published only when there is one.",
    )
    .optional(),
};

/** A metric of CloudWatch over time, or several by name. */
export const cloudWatchMetric = z
  .strictObject({
    kind: z.literal("cloudwatch.metric"),
    ...awsPlaceShape,
    namespace: ofOne.namespace.optional(),
    metric: ofOne.metric.optional(),
    dimensions: ofOne.dimensions.optional(),
    stat: ofOne.stat.optional(),
    missing: ofOne.missing,
    metrics: z
      .record(
        z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
        z.strictObject({
          ...ofOne,
          namespace: ofOne.namespace.optional(),
          dimensions: ofOne.dimensions.optional(),
        }),
      )
      .optional()
      .describe(
        "Several metrics by name, each with metric and stat: { errors: { metric: Errors, stat: Sum }, … }.",
      ),
    over: durationShape.describe("How far back to read: 15m, 3h, 1d."),
    period: durationShape
      .optional()
      .describe("The length of a period: a minute or whole minutes; chosen when absent."),
    findings: findingsShape,
  })
  .describe("Reads metrics of CloudWatch, with one GetMetricData.");

export type CloudWatchMetric = z.output<typeof cloudWatchMetric>;

export interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly stat: string;
  readonly missing?: number | undefined;
}

/** The metrics by name; the only one has the name "". */
export function metricQueries(probe: CloudWatchMetric): { readonly [name: string]: MetricQuery } {
  const { namespace = "", metric = "", dimensions = {}, stat = "", missing, metrics } = probe;
  if (metrics === undefined) return { "": { namespace, metric, dimensions, stat, missing } };
  const all = Object.entries(metrics).map(([name, one]) => [
    name,
    { ...one, namespace: one.namespace ?? namespace, dimensions: one.dimensions ?? dimensions },
  ]);
  return Object.fromEntries(all);
}

/** What conditions may ask of a metric; `rate` is the sum of the periods' values a second. */
export const measures = ["last", "max", "min", "sum", "avg", "rate"] as const;

const table = Object.fromEntries(measures.map((name) => [name, "number" as const]));

function typesOf({ metrics }: GenericProbe): ValueTypes {
  return typeof metrics === "object" && metrics !== null
    ? Object.fromEntries(Object.keys(metrics).map((name) => [name, table]))
    : table;
}

export const cloudWatchMetricSignature = genericSignature({
  id: "cloudwatch.metric",
  doing: "Reading CloudWatch",
  doingThis: ({ metric }) =>
    typeof metric === "string"
      ? `Reading ${metric} from CloudWatch`
      : "Reading metrics from CloudWatch",
  rights: () => ["cloudwatch:GetMetricData"],
  shape: cloudWatchMetric,
  values: typesOf,
  problems: metricProblems,
});

function metricProblems(stated: CloudWatchMetric): readonly Problem[] {
  const wanted = Object.entries(metricQueries(stated));
  return [
    ...wanted.flatMap(([name, one]) => incomplete(name, one)),
    ...(stated.metrics !== undefined && stated.metric !== undefined
      ? [{ where: "metric", says: "State one metric, or several under metrics, not both." }]
      : []),
    ...(wanted.length > 20
      ? [{ where: "metrics", says: "One look reads 20 metrics at most." }]
      : []),
    ...periodProblems(stated),
  ];
}

const incomplete = (name: string, wanted: MetricQuery): readonly Problem[] =>
  (["namespace", "metric", "stat"] as const)
    .filter((key) => wanted[key] === "")
    .map((key) => ({
      where: name === "" ? key : `metrics.${name}.${key}`,
      says: `It is missing. ${ofOne[key].description}`,
    }));

function periodProblems({ over, period }: CloudWatchMetric): readonly Problem[] {
  const seconds = inSeconds(period ?? "1m");
  if (period !== undefined && seconds % 60 !== 0)
    return [{ where: "period", says: "CloudWatch keeps whole minutes: write 1m, 5m or 1h." }];
  if (inSeconds(over) > 63 * 86_400)
    return [{ where: "over", says: "Read 63 days at most: write 1h or 7d." }];
  return inSeconds(over) < seconds
    ? [{ where: "over", says: `Read one period at least, which is ${period ?? "1m"}.` }]
    : [];
}
