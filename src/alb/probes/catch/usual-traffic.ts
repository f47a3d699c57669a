import { wholePeriods } from "../../../aws/metric-window.ts";
import { readBalancer, readGroups } from "../../balancer.ts";
import { countIn, loadPeriods } from "../../counts/opportunity.ts";
import type { Count } from "../../counts/poisson.ts";
import { comparedMetrics, readPeriods } from "../../metrics/read-series.ts";
import type { LookInputs } from "../define-probe.ts";
import { countOwnRequests, earlierRequests } from "../traffic/own-requests.ts";
import type { catchRace } from "./probe.ts";

/** What passes through the load balancer without us. */
export interface UsualTraffic {
  /** Of the last half hour; null where nothing could be counted. */
  readonly count: Count | null;
  /** Requests a second: of all of it, and for each target. Null where they are not known. */
  readonly perSecond: number | null;
  readonly perTarget: number | null;
}

/** Counts the usual traffic of the last half hour. Rejects with AwsProblem. */
export async function readUsual(given: LookInputs<typeof catchRace>): Promise<UsualTraffic> {
  const { account, facts, options, run, now, signal } = given;
  const { arn } = await readBalancer(account, facts.loadBalancer, signal);
  const groups = await readGroups(account, arn, signal);
  const window = wholePeriods(now() - halfHourMs, now(), now(), options);
  const periods = await readPeriods(account, { arn, groups }, comparedMetrics, window, signal);
  const own = earlierRequests(run);
  const slices = loadPeriods(periods, window.periodSeconds, (at) =>
    countOwnRequests(own, at, window.periodSeconds),
  );
  if (slices.length === 0) return { count: null, perSecond: null, perTarget: null };
  const count = countIn(slices);
  const loads = slices.reduce((all, { load }) => all + load, 0);
  return {
    count,
    perSecond: count.requests / slices.length / window.periodSeconds,
    perTarget: loads / slices.length,
  };
}

const halfHourMs = 1_800_000;
