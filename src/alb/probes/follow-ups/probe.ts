import type { Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { reasonOf } from "../../../aws/unreadable.ts";
import type { Look } from "../../../engine/ports.ts";
import type { Run } from "../../../run/run.ts";
import { readBalancer } from "../../balancer.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import {
  type Alarm,
  type FollowUpObservation,
  type FollowUpRead,
  judgeFollowUps,
  type Unread,
} from "../../follow-ups.ts";
import { idleTimeoutAttribute } from "../../links/links.ts";
import { published, wantedOf } from "../../metrics/published.ts";
import { type Finding, saidBy } from "../signatures.ts";

/** What the probe is made of. */
export interface FollowUpsParts {
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
}

/**
 * The probe `alb.follow-ups`: whether an alarm watches the load balancer's 5xx, whether its idle timeout is the one that the run
 * agreed on, and whether it writes access logs. Its numbers hold the answer to each; it never rejects.
 */
export function followUps({ accountFor }: FollowUpsParts): Look {
  return async ({ run, signal }): Promise<Evidence> => {
    const loadBalancer = run.facts.loadBalancer as LoadBalancerRef;
    const { account, queries } = recording(accountFor(loadBalancer));
    const read = judgeFollowUps(await observe(account, loadBalancer, run, signal));
    return {
      ...saidBy("alb.follow-ups"),
      finding: findingOf(read),
      says: saysOf(read),
      details: read.map(({ says }) => says),
      readings: [],
      checks: read,
      numbers: {},
      queries,
      facts: {},
    };
  };
}

async function observe(
  account: Account,
  loadBalancer: LoadBalancerRef,
  run: Run,
  signal: AbortSignal,
): Promise<FollowUpObservation> {
  const agreedSeconds = agreedIn(run);
  try {
    const { arn } = await readBalancer(account, loadBalancer, signal);
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

const unread = (error: unknown): Unread => ({ unread: reasonOf(error) });

/** What the run read last, after whatever it changed. */
function agreedIn({ visits }: Run): number | null {
  const seconds = visits.flatMap(({ evidence, superseded }) => {
    const read = superseded ? undefined : evidence?.numbers.albIdleSeconds;
    return typeof read === "number" ? [read] : [];
  });
  return seconds.at(-1) ?? null;
}

type Attributes = ReadonlyMap<string, string>;

async function readAttributes(account: Account, arn: string, signal: AbortSignal) {
  const question = { LoadBalancerArn: arn };
  const answer = await account.ask(
    "elasticloadbalancing:DescribeLoadBalancerAttributes",
    question,
    signal,
  );
  return new Map((answer.Attributes ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}

function settingsIn(
  attributes: Attributes | Unread,
): Pick<FollowUpObservation, "idleSeconds" | "logs"> {
  if ("unread" in attributes) return { idleSeconds: attributes, logs: attributes };
  const idle = Number(attributes.get(idleTimeoutAttribute) ?? Number.NaN);
  return {
    idleSeconds: Number.isFinite(idle)
      ? idle
      : { unread: `AWS names no ${idleTimeoutAttribute} for this load balancer.` },
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
): Promise<readonly Alarm[]> {
  const found: Alarm[] = [];
  for (const { metric, dimensions } of watched.flatMap((one) =>
    wantedOf(one, { arn, groups: [] }),
  )) {
    const [name] = published[metric];
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

function findingOf(read: readonly FollowUpRead[]): Finding<"alb.follow-ups"> | null {
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
