import { hourMs, type Window, wholePeriods } from "../../../aws/metric-window.ts";
import { readBalancer, readGroups } from "../../balancer.ts";
import { type Deploy, findDeploys } from "../../diagnosis/changes/deploys.ts";
import {
  type DeployObservation,
  judgeNextDeploy,
} from "../../diagnosis/changes/judge-next-deploy.ts";
import type { MetricSubject } from "../../metrics/published-metrics.ts";
import { comparedMetrics, readPeriods } from "../../metrics/read-series.ts";
import type { AlbLook, LookInputs } from "../define-probe.ts";
import { withoutOwn } from "../traffic/own-requests.ts";
import type { nextDeploy } from "./probe.ts";

/** It sends no requests. */
export const look: AlbLook<typeof nextDeploy> = async (given) => {
  given.report({ says: "Counting 502s around changes of targets", share: 0.3 });
  const deploys = await deploysOf(given);
  const { p, needed, ...judged } = judgeNextDeploy(deploys);
  const { before, after } = deploys;
  return {
    ...judged,
    numbers: { p, needed, before: before.slice(-20), after: after.slice(-20) },
  };
};

async function deploysOf(given: LookInputs<typeof nextDeploy>): Promise<DeployObservation> {
  const { account, facts, options, run, signal } = given;
  const now = given.now();
  const [first = now] = run.changes;
  const last = run.changes.at(-1) ?? now;
  const { arn } = await readBalancer(account, facts.loadBalancer, signal);
  const of = { arn, groups: await readGroups(account, arn, signal) };
  const read = reading(given, of);
  const before = await read(wholePeriods(first - 24 * hourMs, first, now, options));
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
  ({ account, run, signal }: LookInputs<typeof nextDeploy>, of: MetricSubject) =>
  async (
    window: Window,
  ): Promise<{ readonly deploys: readonly Deploy[]; readonly hostsKnown: boolean }> => {
    if (window.from >= window.to) return { deploys: [], hostsKnown: false };
    const counts = await readPeriods(account, of, comparedMetrics, window, signal);
    const periods = withoutOwn(counts, run, window.periodSeconds);
    const hostsKnown = periods.some(({ healthy }) => healthy !== null);
    return { deploys: findDeploys(periods, window), hostsKnown };
  };
