import { z } from "zod";

/** What stands in every generic probe. Conditions are in CEL; the last is "else". */
export const findingsShape = z
  .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]*$/), z.string().min(1).max(500))
  .describe(
    "Each finding with the condition under which it holds, in CEL: the first that holds wins, and the last is else.",
  );

/** What is read of an answer, by name, in JMESPath. */
export const readShape = z
  .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/), z.string().min(1).max(500))
  .describe("Values to decide with, by name, each read with JMESPath as in aws --query.");

/** How far back: "15m". */
export const durationShape = z
  .string()
  .regex(/^[1-9]\d{0,3}[smhd]$/)
  .describe("A time such as 90s, 15m, 3h or 2d.");

/** Text that may hold facts of the run: {queue}. */
export const factsTextShape = z.string().min(1).max(1_000);

/** Where in AWS is asked. */
export const awsPlaceShape = {
  region: z
    .string()
    .regex(/^([a-z]{2}(-[a-z]+){1,3}-\d|\{[a-zA-Z][\w.]*\})$/)
    .optional()
    .describe(
      "The region, such as eu-west-1 or {region}; the first of HANDRAIL_REGIONS when absent.",
    ),
  account: factsTextShape
    .optional()
    .describe(
      "The account, by its name in handrail.yaml or its twelve digits, where there are several.",
    ),
};

/** The seconds of a time such as "15m". */
export const inSeconds = (time: string): number =>
  Number.parseInt(time, 10) * (unitSeconds[time.at(-1) ?? ""] ?? 1);

const unitSeconds: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3_600, d: 86_400 };
