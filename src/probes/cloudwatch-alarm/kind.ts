import { z } from "zod";
import type { Problem } from "#language";
import type { ValueTypes } from "../deciding/condition.ts";
import { genericSignature } from "../generic-signature.ts";
import { awsPlaceShape, factsTextShape, findingsShape } from "../shape-parts.ts";

/** The state of an alarm of CloudWatch's, or of all whose names begin alike. */
export const cloudWatchAlarm = z
  .strictObject({
    kind: z.literal("cloudwatch.alarm"),
    alarm: factsTextShape
      .optional()
      .describe('The alarm\'s name, such as "{queue}-age"; composite ones too.'),
    prefix: factsTextShape.optional().describe("How the names of several begin, instead of alarm."),
    ...awsPlaceShape,
    findings: findingsShape,
  })
  .describe("Reads the state of alarms of CloudWatch, with one DescribeAlarms.");

export type CloudWatchAlarm = z.output<typeof cloudWatchAlarm>;

/** What conditions may ask of alarms; `state`, `reason`, `since` and `minutes` are those of the one that is worst, and newest in it. */
const alarmValues = {
  count: "number",
  inAlarm: "number",
  ok: "number",
  noData: "number",
  state: ["ALARM", "INSUFFICIENT_DATA", "OK"],
  name: "text",
  reason: "text",
  since: "text",
  minutes: "number",
} as const satisfies ValueTypes;

export const cloudWatchAlarmSignature = genericSignature({
  id: "cloudwatch.alarm",
  doing: "Reading alarms",
  doingThis: () => "Reading alarms from CloudWatch",
  rights: () => ["cloudwatch:DescribeAlarms"],
  shape: cloudWatchAlarm,
  values: () => alarmValues,
  problems: nameProblems,
});

function nameProblems({ alarm, prefix }: CloudWatchAlarm): readonly Problem[] {
  return [
    ...(alarm === undefined && prefix === undefined
      ? [{ where: "alarm", says: `It is missing. ${cloudWatchAlarm.shape.alarm.description}` }]
      : []),
    ...(alarm !== undefined && prefix !== undefined
      ? [{ where: "prefix", says: "Name one alarm, or how the names of several begin, not both." }]
      : []),
  ];
}
