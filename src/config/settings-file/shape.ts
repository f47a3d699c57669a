import { z } from "zod";
import { partitions } from "../../aws/partitions.ts";

const region = z
  .string()
  .regex(/^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/)
  .describe("A region such as eu-west-1.");

const account = z.strictObject({
  name: z
    .string()
    .regex(/^[\w.-]{1,40}$/)
    .describe(
      "What people call it, such as shop-prod: letters, digits and hyphens, in every piece of evidence.",
    ),
  id: z
    .string()
    .regex(/^\d{12}$/)
    .optional()
    .describe(
      'Its twelve digits, in quotes: "123456789012". Where a role is named, its ARN has them.',
    ),
  role: z
    .string()
    .regex(/^arn:aws[a-z-]{0,12}:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/)
    .optional()
    .describe(
      "The role that is assumed, such as arn:aws:iam::123456789012:role/handrail-reader; without one, what the default chain of credentials gives.",
    ),
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/)
    .optional()
    .describe("What the role's trust policy asks for as sts:ExternalId."),
  regions: z
    .array(region)
    .min(1)
    .optional()
    .describe("Where load balancers are looked for; HANDRAIL_REGIONS when absent."),
  partition: z
    .enum(partitions)
    .optional()
    .describe(
      "aws, aws-cn, aws-us-gov or aws-eusc; told from the role or the regions when absent.",
    ),
});

/** What handrail.yaml may say. Secrets are not among it: they stay in the environment. */
export const settingsShape = z.strictObject({
  accounts: z
    .array(account)
    .min(1)
    .optional()
    .describe("The AWS accounts that are looked at: a list of { name, role, regions }."),
});

/** What it said. */
export type FileSettings = z.output<typeof settingsShape>;
export type WrittenAccount = NonNullable<FileSettings["accounts"]>[number];
