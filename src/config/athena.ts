import { z } from "zod";
import type { AthenaSettings } from "../alb/probes/access-logs/ask-athena.ts";

/** Where Athena has the access logs, for those that write more of them than one look may fetch. */
export const athenaShape = {
  HANDRAIL_ATHENA_TABLE: z
    .string()
    .regex(/^\w+\.\w+$/, "a table with its database, such as logs.alb_access_logs")
    .optional(),
  /** The only workgroup that a statement is sent to. */
  HANDRAIL_ATHENA_WORKGROUP: z
    .string()
    .regex(/^[\w.-]{1,128}$/, "the name of a workgroup")
    .optional(),
  /** Where the results go; the workgroup's own place when absent. */
  HANDRAIL_ATHENA_OUTPUT: z
    .string()
    .regex(/^s3:\/\/./, "a place such as s3://bucket/prefix/")
    .optional(),
  /** The table's column of days; the whole table is read when absent. */
  HANDRAIL_ATHENA_PARTITION: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, "the name of a column")
    .optional(),
  /** The most that the statements of one look may read together. */
  HANDRAIL_ATHENA_GIGABYTES: z.coerce
    .number("a number of gigabytes")
    .min(0.01, "0.01 or more")
    .default(100),
};

type Given = z.output<z.ZodObject<typeof athenaShape>>;

/** A table is nothing without the workgroup that is asked about it. */
export function checkAthena<Shape extends z.ZodType<Given>>(shape: Shape): Shape {
  return shape.refine(
    (env) =>
      (env.HANDRAIL_ATHENA_TABLE === undefined) === (env.HANDRAIL_ATHENA_WORKGROUP === undefined),
    {
      path: ["HANDRAIL_ATHENA_WORKGROUP"],
      error: "given together with HANDRAIL_ATHENA_TABLE",
      when: ({ value }) => typeof value === "object",
    },
  );
}

/** Who is asked; undefined where nobody is to be. */
export function athenaOf(env: Given): AthenaSettings | undefined {
  const { HANDRAIL_ATHENA_TABLE: table, HANDRAIL_ATHENA_WORKGROUP: workgroup } = env;
  if (table === undefined || workgroup === undefined) return undefined;
  return {
    ...{ table, workgroup, gigabytes: env.HANDRAIL_ATHENA_GIGABYTES },
    output: env.HANDRAIL_ATHENA_OUTPUT,
    partition: env.HANDRAIL_ATHENA_PARTITION,
  };
}
