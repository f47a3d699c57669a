import type { Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { costReadings } from "../../../aws/cost.ts";
import { reasonOf } from "../../../aws/unreadable.ts";
import { hour, type MetricOptions, type Window, wholePeriods } from "../../../aws/window.ts";
import type { Look, ProbeContext } from "../../../engine/ports.ts";
import type { Run } from "../../../run/run.ts";
import { readBalancer, readGroups } from "../../balancer.ts";
import { type Metric, periodsOf } from "../../counts/period.ts";
import { type Deploy, deploysIn } from "../../diagnosis/deploys.ts";
import { type DeployObservation, judgeNextDeploy } from "../../diagnosis/next-deploy.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import { readSeries } from "../../metrics/metrics.ts";
import type { Measured } from "../../metrics/published.ts";
import type { PatternParts } from "../pattern/probe.ts";
import { withoutOwn } from "../retest/own.ts";
import { saidBy, unread } from "../signatures.ts";

/**
 * The probe `alb.next-deploy`: 502s in the minutes around each change of targets, since the last change of this run against the day
 * before the first. It sends no requests, and never rejects.
 */
export function nextDeploy({ accountFor, options }: PatternParts): Look {
  return async (context): Promise<Evidence> => {
    const loadBalancer = context.run.facts.loadBalancer as LoadBalancerRef;
    const recorded = recording(accountFor(loadBalancer));
    const { queries, cost } = recorded;
    context.report({ says: "Counting 502s around changes of targets", share: 0.3 });
    try {
      const deploys = await deploysOf(recorded.account, loadBalancer, context, options);
      const { p, needed, pending, ...judged } = judgeNextDeploy(deploys);
      const { before, after } = deploys;
      return {
        ...saidBy("alb.next-deploy"),
        ...judged,
        ...(pending === null ? {} : { pending }),
        readings: [...judged.readings, ...costReadings(cost())],
        numbers: { p, needed, before: stored(before), after: stored(after), cost: { ...cost() } },
        queries,
        facts: {},
      };
    } catch (error) {
      return unread("alb.next-deploy", reasonOf(error), { queries });
    }
  };
}

async function deploysOf(
  account: Account,
  loadBalancer: LoadBalancerRef,
  { run, now: clock, signal }: ProbeContext,
  options: MetricOptions,
): Promise<DeployObservation> {
  const now = clock();
  const [first = now] = run.changes;
  const last = run.changes.at(-1) ?? now;
  const { arn } = await readBalancer(account, loadBalancer, signal);
  const of = { arn, groups: await readGroups(account, arn, signal) };
  const read = reading(account, of, run, signal);
  const before = await read(wholePeriods(first - 24 * hour, first, now, options));
  const since = await read(wholePeriods(last, now, now, options));
  return {
    now,
    changes: run.changes,
    hostsKnown: since.hostsKnown || before.hostsKnown,
    before: before.deploys,
    after: since.deploys,
  };
}

const reading =
  (account: Account, of: Measured, run: Run, signal: AbortSignal) =>
  async (
    window: Window,
  ): Promise<{ readonly deploys: readonly Deploy[]; readonly hostsKnown: boolean }> => {
    if (window.from >= window.to) return { deploys: [], hostsKnown: false };
    const counts = periodsOf(await readSeries(account, of, counted, window, signal), window);
    const periods = withoutOwn(counts, run, window.periodSeconds);
    const hostsKnown = periods.some(({ healthy }) => healthy !== null);
    return { deploys: deploysIn(periods, window), hostsKnown };
  };

const stored = (deploys: readonly Deploy[]) => deploys.slice(-20).map((one) => ({ ...one }));

const counted = [
  "requests",
  "failures502",
  "healthyMin",
  "healthyMax",
] as const satisfies readonly Metric[];
