import type { Account } from "../aws/account.ts";
import type { Config } from "../config/config.ts";
import { noSettingsFile, type SettingsFile } from "../config/settings-file/read.ts";
import { awsChecks } from "./aws-checks.ts";
import { type Category, type Finding, runChecks } from "./check.ts";
import { incomingChecks } from "./incoming-checks.ts";
import { nodeCheck, storeChecks } from "./machine-checks.ts";
import { configIn, type ProcessEnvironment, settingsChecks } from "./settings-checks.ts";
import { type ManifestNeeds, slackChecks } from "./slack-checks.ts";

export interface DoctorParts {
  readonly env: ProcessEnvironment;
  /** The settings file; none when absent. */
  readonly file?: SettingsFile;
  readonly nodeVersion: string;
  readonly asked: ManifestNeeds;
  readonly accounts: (config: Config) => readonly Account[];
  /** The rights that the loaded runbooks ask for; none when absent. */
  readonly stated?: () => Promise<readonly string[]>;
  readonly clock: () => number;
  /** The root of the file system, to know a container by. */
  readonly root?: string;
  /** Names of checks that are left out. */
  readonly without?: readonly string[];
}

/** Everything that Handrail needs, looked at in the order in which it needs it. Without settings that can be read, the rest is left. */
export function examineSetup(parts: DoctorParts): AsyncGenerator<Finding> {
  const { env, file = noSettingsFile } = parts;
  const config = configIn(env, file);
  const machine: Category[] = [
    { name: "This machine", checks: [nodeCheck(parts.nodeVersion)] },
    { name: "Settings", checks: settingsChecks(env, file) },
  ];
  const all = config === undefined ? machine : [...machine, ...rest(config, parts)];
  return runChecks(all.map((category) => less(category, parts.without)));
}

function rest(
  config: Config,
  { env, root = "/", asked, accounts, clock, stated = async () => [] }: DoctorParts,
): Category[] {
  const where = { root, isInPod: env.KUBERNETES_SERVICE_HOST !== undefined };
  const aws = { accounts: accounts(config), athena: config.athena, stated, clock };
  return [
    { name: "The record", checks: storeChecks(config, where) },
    { name: "Slack", checks: slackChecks(config, asked, clock) },
    { name: "Alerts and requests over HTTP", checks: incomingChecks(config) },
    { name: "AWS", checks: awsChecks(aws) },
  ];
}

const less = ({ name, checks }: Category, without: readonly string[] = []): Category => ({
  name,
  checks: checks.filter((check) => !without.includes(check.name)),
});
