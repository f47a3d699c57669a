import { z } from "zod";
import { partitions, regionName } from "../../aws/regions.ts";

const region = z.string().regex(regionName).describe("A region such as eu-west-1.");

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

const id = (begins: string, what: string) =>
  z
    .string()
    .regex(new RegExp(`^[${begins}][A-Z0-9]{2,30}$`))
    .describe(what);
const channels = z.array(id("CG", "The Slack id of a channel, such as C012AB3CD."));
const named = z.array(
  id("UWS", "The Slack id of a person, such as U012AB3CD, or of a user group, such as S012AB3CD."),
);

const allowed = z
  .union([z.boolean(), channels])
  .optional()
  .describe(
    "true: everywhere; or the Slack ids of the channels where it is so, such as [C012AB3CD].",
  );
const some = named.min(1).optional();
const ask = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .optional()
  .describe("Whom a refusal says to ask, such as the platform team in #help-handrail.");

const only = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .describe("What a refusal calls the rule, such as payments: up to 60 characters."),
  channels: channels.min(1).optional(),
  flows: z
    .array(z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,100}$/))
    .min(1)
    .optional()
    .describe("Runbooks by their id, such as alb-502-keepalive."),
  start: some,
  drive: some,
  confirm: some,
  stop: some,
  publish: some,
  see: some,
  ask,
});

const rules = z.strictObject({
  ask,
  guests: allowed,
  otherOrganisations: allowed,
  sharedChannels: allowed,
  moves: z.boolean().optional().describe("true: runs may be taken out of private channels."),
  apps: z.array(id("UW", "The Slack user id of an app, such as U012AB3CD.")).optional(),
  confirmers: named.optional(),
  only: z
    .array(only)
    .optional()
    .describe(
      "Who alone may do what: a list of { name, channels, flows, start, drive, confirm, stop, publish, see, ask }.",
    ),
});

const hook = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .describe("The end of its address, /hooks/<name>: small letters, digits and hyphens."),
  proof: z
    .enum(["token", "hmac", "pagerduty", "grafana", "svix", "sns"])
    .describe("How a request proves from whom it is; docs/alerts.md says which sender does which."),
  channel: id("CG", "The Slack id of the channel where runs are offered, such as C012AB3CD."),
  topic: z
    .string()
    .regex(/^arn:aws[a-z-]{0,12}:sns:[a-z0-9-]{1,30}:\d{12}:[\w.-]{1,256}$/)
    .optional()
    .describe("For sns: the ARN of the one topic that is listened to."),
});

/** What handrail.yaml may say. Secrets are not among it: they stay in the environment. */
export const settingsShape = z.strictObject({
  accounts: z
    .array(account)
    .min(1)
    .optional()
    .describe("The AWS accounts that are looked at: a list of { name, role, regions }."),
  rules: rules
    .optional()
    .describe(
      "Who may do what, beyond and below the usual: everyone in the run's channel, but guests and other organisations.",
    ),
  hooks: z
    .array(hook)
    .min(1)
    .optional()
    .describe("Where alerts are taken over HTTP: a list of { name, proof, channel }."),
  offerIn: channels
    .optional()
    .describe("Channels in which a message of a known sender of alerts gets one quiet offer."),
});
export type FileSettings = z.output<typeof settingsShape>;
export type WrittenRules = NonNullable<FileSettings["rules"]>;
export type WrittenAccount = NonNullable<FileSettings["accounts"]>[number];

/** The JSON Schema of handrail.yaml, for editors. */
export const settingsJsonSchema = (): object => ({
  ...z.toJSONSchema(settingsShape, { target: "draft-7", io: "input" }),
  title: "The settings of Handrail",
});
