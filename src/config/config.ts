import { isIP } from "node:net";
import { z } from "zod";
import { regionName } from "../aws/regions.ts";
import type { Hook } from "../hooks/hook.ts";
import { BadConfig } from "../run/errors.ts";
import type { Rules } from "../run/permission/rules.ts";
import { accountsOf, regionsIn, strayRegions } from "./accounts.ts";
import { athenaOf, athenaShape, checkAthena } from "./athena.ts";
import { checkDatabase, databaseOf, databaseShape } from "./database.ts";
import { hookSecrets, readHooks } from "./hooks.ts";
import { rulesOf } from "./permission-rules.ts";
import { prometheusOf, prometheusShape } from "./prometheus.ts";
import { quietHours } from "./quiet-hours.ts";
import { recordShape } from "./record-keeping.ts";
import { commaList, splitList, webAddress } from "./setting-shapes.ts";
import { noSettingsFile, type SettingsFile } from "./settings-file/read.ts";
import { trafficOf, trafficShape } from "./traffic.ts";

/** What the command line and the bot both need. Durations are seconds. */
export type CommonConfig = z.output<typeof common> & FromFile;
/** What the bot needs besides. */
export type Config = (z.output<typeof overSockets> | z.output<typeof overHttp>) &
  FromFile & {
    readonly rules: Rules;
    readonly hooks: readonly Hook[];
    /** Channels in which an alert's message gets an offer. */
    readonly offerIn: readonly string[];
  };

type Environment = { readonly [name: string]: string | undefined };

/** Reads the bot's configuration. Throws BadConfig that lists every problem at once. */
export function readConfig(env: Environment, file = noSettingsFile): Config {
  const isHttp = env.HANDRAIL_SLACK_MODE === "http";
  const config = isHttp ? read(overHttp, env, file) : read(overSockets, env, file);
  const { hooks, problems } = readHooks(file.settings.hooks, config.hookSecrets);
  if (problems.length > 0) throw bad(problems);
  const { offerIn = [] } = file.settings;
  return { ...config, rules: rulesOf(file.settings.rules, config.confirmers), hooks, offerIn };
}

/** Reads what commands without Slack need; `region` is the only one then. Throws BadConfig that lists every problem at once. */
export const readCommonConfig = (
  env: Environment,
  file = noSettingsFile,
  region?: string,
): CommonConfig =>
  read(common, region === undefined ? env : { ...env, HANDRAIL_REGIONS: region }, file, region);

const aPort = "a port number, up to 65535";
const port = z.coerce.number(aPort).int(aPort).min(0, aPort).max(65_535, aPort);
const host = z
  .string()
  .refine(
    (text) => isIP(text) !== 0,
    "an address of this machine, such as 0.0.0.0, :: or 127.0.0.1",
  );
const seconds = (initial: number) => z.coerce.number("a number of seconds").min(0).default(initial);
const token = (prefix: string) =>
  z
    .string(`a token that begins with ${prefix}`)
    .startsWith(prefix, `a token that begins with ${prefix}`);
const confirmerIds = "Slack ids of people, such as U012AB3CD, or of user groups, such as S012AB3CD";

/** Commands that ask AWS for nothing have “none”. */
const isRegion = (text: string) => text === "none" || regionName.test(text);

const commonShape = z.object({
  /** The settings file; ./handrail.yaml or /etc/handrail/handrail.yaml when absent, where one is there. */
  HANDRAIL_SETTINGS: z.string().optional(),
  /** Where load balancers are looked for, comma-separated; AWS_REGION when absent. */
  HANDRAIL_REGIONS: z
    .string(
      "at least one AWS region, such as eu-west-1 (AWS_REGION does as well, or --region where a command takes it)",
    )
    .transform(splitList)
    .pipe(z.array(z.string().refine(isRegion, "regions, such as eu-west-1"))),
  /** A profile of the AWS configuration; the default credential chain when absent. */
  AWS_PROFILE: z.string().optional(),
  /** How much longer a server must keep an idle connection than the client in front of it. */
  HANDRAIL_MARGIN_SECONDS: seconds(10),
  /** CloudWatch's period. Only a practice account has shorter ones than 60 s. */
  HANDRAIL_METRIC_PERIOD_SECONDS: seconds(60),
  /** How long CloudWatch's newest data points are left alone, because they still grow. */
  HANDRAIL_METRIC_SETTLE_SECONDS: seconds(180),
  /** The most that one look reads of access logs, in megabytes as stored: the newest, where there are more. */
  HANDRAIL_LOGS_MEGABYTES: z.coerce
    .number("a number of megabytes")
    .min(1, "1 or more")
    .default(2000),
  ...athenaShape,
  ...databaseShape,
  ...trafficShape,
  ...prometheusShape,
  ...recordShape,
  /** A folder with further flows. */
  HANDRAIL_FLOWS: z.string().optional(),
  /** A Markdown file with slots, as which postmortems are written; docs/postmortem.md names the slots. */
  HANDRAIL_POSTMORTEM_TEMPLATE: z.string().optional(),
});

const botShape = commonShape.extend({
  /** How Slack's requests arrive: over sockets that Handrail opens, or over HTTP to HANDRAIL_PORT. */
  HANDRAIL_SLACK_MODE: z.enum(["socket", "http"], '"socket" or "http"').default("socket"),
  /** Where /healthz and /metrics answer; nowhere when absent. */
  HANDRAIL_HEALTH_PORT: port.optional(),
  /** The address that they answer on; this machine's own only, unless told. */
  HANDRAIL_HEALTH_HOST: host.default("127.0.0.1"),
  /** How long the raw material of a look is kept once its run is closed, in days. */
  HANDRAIL_FACTS_DAYS: z.coerce.number("a number of days").min(1, "1 or more").default(90),
  /** Slack ids of the people, and of the user groups, who confirm what a runbook leaves to a confirmer, comma-separated. */
  HANDRAIL_CONFIRMERS: commaList(z.string().regex(/^[UWS][A-Z0-9]{2,30}$/, confirmerIds)),
  SLACK_BOT_TOKEN: token("xoxb-"),
  /** The slash command in the manifest, where another app already has /runbook. */
  HANDRAIL_COMMAND: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, "a slash command such as /runbook")
    .default("/runbook"),
  /** When nobody is reminded of a run that rests anyway; never when absent. */
  HANDRAIL_QUIET_HOURS: quietHours.optional(),
  /** Where /hooks/ answers, and /slack/events where Slack's requests come over HTTP. */
  HANDRAIL_PORT: port.default(3000),
  /** The address to listen on; every one of the machine when absent. */
  HANDRAIL_HOST: host.optional(),
  /** Secrets of the hooks that handrail.yaml names: "grafana:secret,pager:secret". */
  HANDRAIL_HOOK_SECRETS: hookSecrets,
  /** Slack itself, unless a practice workspace stands in. */
  HANDRAIL_SLACK_API_URL: webAddress.default("https://slack.com/api/"),
});

const socketShape = botShape.extend({ SLACK_APP_TOKEN: token("xapp-") });

const httpShape = botShape.extend({
  /** "Basic Information" > "Signing Secret" of the app: proves that a request comes from Slack. */
  SLACK_SIGNING_SECRET: z.string("the app's signing secret"),
});

/** The names that the environment may give, for the documentation's test. */
export const variables: readonly string[] = [
  ...new Set([...Object.keys(socketShape.shape), ...Object.keys(httpShape.shape)]),
];

const commonOf = (env: z.output<typeof commonShape>) => ({
  regions: env.HANDRAIL_REGIONS,
  profile: env.AWS_PROFILE,
  marginSeconds: env.HANDRAIL_MARGIN_SECONDS,
  metricPeriodSeconds: env.HANDRAIL_METRIC_PERIOD_SECONDS,
  metricSettleSeconds: env.HANDRAIL_METRIC_SETTLE_SECONDS,
  logsMegabytes: env.HANDRAIL_LOGS_MEGABYTES,
  athena: athenaOf(env),
  database: databaseOf(env),
  ...trafficOf(env),
  prometheus: prometheusOf(env),
  audit: env.HANDRAIL_AUDIT,
  retentionDays: env.HANDRAIL_RETENTION_DAYS,
  flows: env.HANDRAIL_FLOWS,
  postmortemTemplate: env.HANDRAIL_POSTMORTEM_TEMPLATE,
});
const checked = <Shape extends z.ZodType<z.output<typeof commonShape>>>(shape: Shape): Shape =>
  checkAthena(checkDatabase(shape));

const common = checked(commonShape).transform(commonOf);

const botOf = (env: z.output<typeof botShape>) => ({
  ...commonOf(env),
  factsDays: env.HANDRAIL_FACTS_DAYS,
  confirmers: env.HANDRAIL_CONFIRMERS,
  healthPort: env.HANDRAIL_HEALTH_PORT,
  healthHost: env.HANDRAIL_HEALTH_HOST,
  slackBotToken: env.SLACK_BOT_TOKEN,
  command: env.HANDRAIL_COMMAND,
  quietHours: env.HANDRAIL_QUIET_HOURS,
  http: { port: env.HANDRAIL_PORT, host: env.HANDRAIL_HOST },
  hookSecrets: env.HANDRAIL_HOOK_SECRETS,
  slackApiUrl: env.HANDRAIL_SLACK_API_URL.replace(/\/?$/, "/"),
});

const overSockets = checked(socketShape).transform((env) => ({
  ...botOf(env),
  transport: { kind: "socket" as const, appToken: env.SLACK_APP_TOKEN },
}));

const overHttp = checked(httpShape).transform((env) => ({
  ...botOf(env),
  transport: {
    kind: "http" as const,
    port: env.HANDRAIL_PORT,
    host: env.HANDRAIL_HOST,
    signingSecret: env.SLACK_SIGNING_SECRET,
  },
}));

/** What the settings file says, with what it leaves to the environment. */
interface FromFile {
  readonly accounts: ReturnType<typeof accountsOf>;
}

/** An empty value is an absent one: that is what a line like `HANDRAIL_FLOWS=` in a file means. */
function read<Out extends z.output<typeof common>>(
  shape: z.ZodType<Out>,
  env: Environment,
  { settings, problems }: SettingsFile,
  only?: string,
): Out & FromFile {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const region = given.AWS_REGION ?? given.AWS_DEFAULT_REGION ?? regionsIn(settings.accounts);
  const parsed = shape.safeParse({ HANDRAIL_REGIONS: region, ...given });
  if (!parsed.success || problems.length > 0)
    throw bad([...problems, ...(parsed.error?.issues ?? []).map(sentence)]);
  const accounts = accountsOf(settings.accounts, parsed.data, only);
  const strays = accounts.flatMap(strayRegions);
  if (strays.length > 0) throw bad(strays);
  return { ...parsed.data, accounts };
}

const sentence = ({ path, message }: z.core.$ZodIssue): string =>
  `${path.join(".")} must be ${message}.`;

const bad = (problems: readonly string[]): BadConfig =>
  new BadConfig(
    `Handrail cannot start with this configuration:\n${problems.map((one) => `- ${one}`).join("\n")}\n.env.example and docs/settings.md name every setting.`,
  );
