import type { Account } from "../../../aws/account.ts";
import { orNullNoting } from "../../../aws/aws-problem.ts";
import type { Window } from "../../../aws/metric-window.ts";
import { readBalancer, readGroups } from "../../balancer.ts";
import type { ChangesObservation } from "../../diagnosis/changes/judge-changes.ts";
import type { LoadBalancerRef } from "../../fields/field-builders.ts";
import { comparedMetrics, readPeriods } from "../../metrics/read-series.ts";
import type { LookInputs } from "../define-probe.ts";
import { type AlarmChange, readAlarms } from "./alarms.ts";
import { readTrail } from "./cloudtrail.ts";
import type { changes } from "./probe.ts";

export interface ObservedChanges {
  readonly observation: ChangesObservation;
  readonly alarms: readonly AlarmChange[];
}

/** Reads what changed. Rejects with AwsProblem where the load balancer or its metrics cannot be read; all else may be missing. */
export async function observeChanges(
  { account, facts, signal, report }: LookInputs<typeof changes>,
  window: Window,
): Promise<ObservedChanges> {
  const unread: string[] = [];
  const orNull = orNullNoting(unread);
  report({ says: "Looking up in CloudTrail who changed what", share: 0.2 });
  const span = { from: window.from - leadMs, to: window.to };
  const reading = readConcerned(account, facts.loadBalancer, signal);
  // CloudTrail answers two lookups a second; all else is read meanwhile.
  const trailing = orNull(readTrail(account, reading, span, signal));
  const of = await reading;
  const [periods, trail, alarms] = await Promise.all([
    readPeriods(account, of, [...comparedMetrics, "unhealthyMax"], window, signal),
    trailing,
    orNull(readAlarms(account, of, span, signal)),
  ]);
  if (trail?.cut)
    unread.push("There were more calls in CloudTrail than were read: look at a shorter time.");
  return {
    observation: { window, periods, made: trail?.made ?? null, unread },
    alarms: alarms ?? [],
  };
}

async function readConcerned(account: Account, of: LoadBalancerRef, signal: AbortSignal) {
  const { arn } = await readBalancer(account, of, signal);
  return { arn, groups: await readGroups(account, arn, signal) };
}

/** What changed shortly before the window may have begun what is seen in it. */
const leadMs = 1_800_000;
