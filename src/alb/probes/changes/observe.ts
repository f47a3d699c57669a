import type { Account } from "../../../aws/account.ts";
import { orNullNoting } from "../../../aws/unreadable.ts";
import type { Window } from "../../../aws/window.ts";
import type { ProbeContext } from "../../../engine/ports.ts";
import { readBalancer, readGroups } from "../../balancer.ts";
import { type Metric, periodsOf } from "../../counts/period.ts";
import type { ChangesObservation } from "../../diagnosis/changes-near.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import { readSeries } from "../../metrics/metrics.ts";
import { type AlarmChange, readAlarms } from "./alarms.ts";
import { readTrail } from "./trail.ts";

export interface ObservedChanges {
  readonly observation: ChangesObservation;
  readonly alarms: readonly AlarmChange[];
}

/** Reads what changed. Rejects with AwsProblem where the load balancer or its metrics cannot be read; all else may be missing. */
export async function observeChanges(
  account: Account,
  loadBalancer: LoadBalancerRef,
  window: Window,
  { signal, report }: Pick<ProbeContext, "signal" | "report">,
): Promise<ObservedChanges> {
  const unread: string[] = [];
  const orNull = orNullNoting(unread);
  const { arn } = await readBalancer(account, loadBalancer, signal);
  const of = { arn, groups: await readGroups(account, arn, signal) };
  report({ says: "Looking up in CloudTrail who changed what", share: 0.2 });
  const span = { from: window.from - leadMs, to: window.to };
  // CloudTrail answers two lookups a second; all else is read meanwhile.
  const [series, trail, alarms] = await Promise.all([
    readSeries(account, of, counted, window, signal),
    orNull(readTrail(account, of, span, signal)),
    orNull(readAlarms(account, of, span, signal)),
  ]);
  const periods = periodsOf(series, window);
  if (trail?.cut)
    unread.push("There were more calls in CloudTrail than were read: look at a shorter time.");
  return {
    observation: { window, periods, made: trail?.made ?? null, unread },
    alarms: alarms ?? [],
  };
}

/** What changed shortly before the window may have begun what is seen in it. */
const leadMs = 1_800_000;

const counted = [
  "requests",
  "failures502",
  "healthyMin",
  "healthyMax",
  "unhealthyMax",
] as const satisfies readonly Metric[];
