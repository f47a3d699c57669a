import { join } from "node:path";
import { type Account, startAccount } from "../../lab/aws/account.ts";
import { startAthena } from "../../lab/aws/athena/service.ts";
import { filesAt } from "../../lab/aws/s3/bucket.ts";
import { shopBalancers } from "../../lab/aws/shop.ts";
import { practiceLogGroups } from "../../lab/incident/backend-log.ts";
import { practiceBucket } from "../../lab/logs/practice.ts";
import { turns } from "../../lab/logs/turns.ts";
import type { Manifest, Workspace } from "../../lab/workspace/index.ts";
import { openAccount } from "../../src/aws/account.ts";
import type { Finding } from "../../src/doctor/check.ts";
import { type DoctorParts, examineSetup } from "../../src/doctor/doctor.ts";
import { readAsked } from "../../src/doctor/manifest.ts";
import { balancer, metrics, past } from "../alb/probes/access-logs-stage.ts";
import { appToken, botToken } from "../lab/workspace/practice.ts";
import { folderOfTest } from "../store/folder.ts";

export const region = balancer.region;

/** An account in which every right can be tried. */
export async function startWholeAccount(): Promise<Account> {
  const live = { idleMs: () => 60_000, healthy: () => true, metrics, calm: metrics };
  const parts = { region, zones: ["a", "b"] as const, port: 8080, backendPort: 3000 };
  const key = `${practiceBucket.prefix}/AWSLogs/${balancer.account}/elasticloadbalancing/${region}/one.log.gz`;
  return startAccount({
    loadBalancers: shopBalancers({ ...parts, ...live, accessLogs: practiceBucket }),
    buckets: { [practiceBucket.bucket]: filesAt(new Map([[key, Buffer.from("a log")]])) },
    logGroups: practiceLogGroups(region, Date.now() - 3_600_000),
    lookupsPerSecond: 1_000,
    athena: await startAthena({
      ...{ database: "logs", table: "alb", workgroups: ["handrail"] },
      ...{ entries: [...turns(past)].slice(0, 10), balancer },
    }),
  });
}

/** Settings as README's steps make them. */
export const settings = ({ apiUrl }: Workspace): Record<string, string> => ({
  ...{ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, AWS_REGION: region },
  HANDRAIL_SLACK_API_URL: apiUrl,
  HANDRAIL_DATABASE: join(folderOfTest(), "handrail.db"),
  ...{ HANDRAIL_ATHENA_TABLE: "logs.alb", HANDRAIL_ATHENA_WORKGROUP: "handrail" },
});

/** All that the doctor finds with these settings. */
export async function findings(
  env: Record<string, string>,
  { endpoint, credentials }: Account,
  more: Partial<DoctorParts> = {},
): Promise<readonly Finding[]> {
  const accounts = () => [
    openAccount({
      ...{ name: "default", region, endpoint, credentials },
      callsPerSecond: { elasticloadbalancing: 100, cloudtrail: 100, logs: 100 },
    }),
  ];
  // This machine may be a container itself.
  const root = folderOfTest();
  const parts = { env, root, nodeVersion: "24.1.0", asked: readAsked(), accounts, clock: Date.now };
  const all: Finding[] = [];
  for await (const finding of examineSetup({ ...parts, ...more })) all.push(finding);
  return all;
}

export const wrong = (all: readonly Finding[]) =>
  all.filter(({ kind }) => kind === "warning" || kind === "failure");

/** The same manifest without one scope. */
export const withoutScope = (manifest: Manifest, scope: string): Manifest => ({
  ...manifest,
  oauth_config: {
    scopes: { bot: manifest.oauth_config?.scopes?.bot?.filter((one) => one !== scope) ?? [] },
  },
});
