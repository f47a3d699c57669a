import type { FindingOf } from "#language";
import type { Account } from "../../../aws/account.ts";
import { failureSentence } from "../../../aws/aws-problem.ts";
import { foundAt } from "../../../run/evidence-of.ts";
import type { Run } from "../../../run/run.ts";
import { readAttributes, readBalancer } from "../../balancer.ts";
import {
  type FollowUpObservation,
  type FollowUpRead,
  judgeFollowUps,
  type Unread,
  type WatchingAlarm,
} from "../../follow-ups.ts";
import { idleTimeoutAttribute } from "../../links/idle-times.ts";
import { published, queriesForMetric } from "../../metrics/published-metrics.ts";
import type { AlbLook, LookInputs } from "../define-probe.ts";
import { relief } from "../relief/probe.ts";
import { timeouts } from "../timeouts/probe.ts";
import type { followUps } from "./probe.ts";

export const look: AlbLook<typeof followUps> = async (given) => {
  const read = judgeFollowUps(await observe(given));
  return {
    finding: findingOf(read),
    says: saysOf(read),
    details: read.map(({ says }) => says),
    readings: [],
    checks: read,
    numbers: {},
  };
};

async function observe(given: LookInputs<typeof followUps>): Promise<FollowUpObservation> {
  const { account, facts, run, signal } = given;
  const agreedSeconds = agreedIn(run);
  try {
    const { arn } = await readBalancer(account, facts.loadBalancer, signal);
    const [attributes, alarms] = await Promise.all([
      readAttributes(account, arn, signal).catch(unread),
      readAlarms(account, arn, signal).catch(unread),
    ]);
    return { alarms, agreedSeconds, ...settingsIn(attributes) };
  } catch (error) {
    const why = unread(error);
    return { alarms: why, idleSeconds: why, logs: why, agreedSeconds };
  }
}

const unread = (error: unknown): Unread => ({ unread: failureSentence(error) });

/** What the run read last, after whatever it changed. */
function agreedIn({ visits }: Run): number | null {
  const seconds = visits.flatMap((visit) => {
    const read = foundAt(visit, timeouts) ?? foundAt(visit, relief);
    return read?.numbers.albIdleSeconds ?? [];
  });
  return seconds.at(-1) ?? null;
}

function settingsIn(
  read: Awaited<ReturnType<typeof readAttributes>> | Unread,
): Pick<FollowUpObservation, "idleSeconds" | "logs"> {
  if ("unread" in read) return { idleSeconds: read, logs: read };
  const { attributes, idleTimeoutSeconds } = read;
  return {
    idleSeconds: idleTimeoutSeconds ?? {
      unread: `AWS names no ${idleTimeoutAttribute} for this load balancer.`,
    },
    logs: {
      enabled: attributes.get("access_logs.s3.enabled") === "true",
      bucket: attributes.get("access_logs.s3.bucket") ?? "",
    },
  };
}

const watched = ["elb5xx", "failures502"] as const;

async function readAlarms(
  account: Account,
  arn: string,
  signal: AbortSignal,
): Promise<readonly WatchingAlarm[]> {
  const found: WatchingAlarm[] = [];
  for (const { metric, dimensions } of watched.flatMap((one) =>
    queriesForMetric(one, { arn, groups: [] }),
  )) {
    const { name } = published[metric];
    const question = {
      Namespace: "AWS/ApplicationELB",
      MetricName: name,
      Dimensions: [...dimensions],
    };
    const answer = await account.ask("cloudwatch:DescribeAlarmsForMetric", question, signal);
    for (const { AlarmName = "", ActionsEnabled, AlarmActions = [] } of answer.MetricAlarms ?? []) {
      const tells = ActionsEnabled !== false && AlarmActions.length > 0;
      found.push({ name: AlarmName, metric: name, tells });
    }
  }
  return found;
}

function findingOf(read: readonly FollowUpRead[]): FindingOf<typeof followUps> | null {
  const known = read.filter(({ holds }) => holds !== null);
  if (known.length === 0) return null;
  if (known.every(({ holds }) => holds)) return "all";
  return known.some(({ holds }) => holds) ? "some" : "none";
}

function saysOf(read: readonly FollowUpRead[]): string {
  const known = read.filter(({ holds }) => holds !== null);
  const held = known.filter(({ holds }) => holds);
  if (known.length === 0) return read[0]?.says ?? "";
  return `${held.length} of ${known.length} follow-ups that can be read in AWS are done.`;
}
