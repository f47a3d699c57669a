import type { Account } from "../../../aws/account.ts";
import { orNullNoting } from "../../../aws/aws-problem.ts";
import type { Window } from "../../../aws/metric-window.ts";
import {
  type Group,
  readAttributes,
  readBalancer,
  readGroups,
  readTargets,
} from "../../balancer.ts";
import { periodsFromSeries } from "../../counts/period.ts";
import type { PatternObservation, Settings, TargetState } from "../../diagnosis/pattern/signs.ts";
import { silenceSays } from "../../diagnosis/pattern/silence.ts";
import { sumByZone } from "../../diagnosis/pattern/zones-and-groups.ts";
import { everyMetric } from "../../metrics/published-metrics.ts";
import { readSeries } from "../../metrics/read-series.ts";
import type { LookInputs } from "../define-probe.ts";
import { withoutOwn } from "../traffic/own-requests.ts";
import type { pattern } from "./probe.ts";

export type ObservedPattern =
  | { readonly kind: "observed"; readonly observation: PatternObservation }
  /** The metrics could not be read; `details` say what was. */
  | { readonly kind: "unread"; readonly why: string; readonly details: readonly string[] };

/** Reads a load balancer's targets and metrics. Without the metrics there is nothing to judge; all else may be missing. */
export async function observePattern(
  { account, facts, signal, report, run }: LookInputs<typeof pattern>,
  window: Window,
): Promise<ObservedPattern> {
  const { loadBalancer, path = [] } = facts;
  const unread: string[] = [];
  const orNull = orNullNoting(unread);
  const balancer = await orNull(readBalancer(account, loadBalancer, signal));
  const arn = balancer?.arn ?? loadBalancer.arn;
  if (arn === undefined) return { kind: "unread", why: unread[0] ?? "", details: [] };
  report({ says: "Reading target groups and the health of targets", share: 0.2 });
  const [settings, groups] = await Promise.all([
    orNull(readSettings(account, arn, signal)),
    orNull(readGroups(account, arn, signal)),
  ]);
  report({ says: "Reading CloudWatch metrics", share: 0.6 });
  const of = { arn, groups: groups ?? [], zones: balancer?.zones ?? [] };
  const metricsUnread: string[] = [];
  const [targets, series] = await Promise.all([
    groups === null ? null : orNull(readTargets(account, groups, signal)),
    orNullNoting(metricsUnread)(readSeries(account, of, everyMetric, window, signal)),
  ]);
  if (series === null) {
    const details = [...healthOf(groups, targets), ...unread];
    return { kind: "unread", why: metricsUnread.at(-1) ?? "", details };
  }
  const periods = withoutOwn(periodsFromSeries(series, window), run, window.periodSeconds);
  const said = { unread: [...unread, ...silenceSays(periods, window)], places: sumByZone(series) };
  const read = { periods, groups, targets, settings, window, path, ...said };
  return { kind: "observed", observation: { ...read, name: loadBalancer.name } };
}

async function readSettings(account: Account, arn: string, signal: AbortSignal): Promise<Settings> {
  const { attributes, idleTimeoutSeconds } = await readAttributes(account, arn, signal);
  return { idleTimeoutSeconds, accessLogs: attributes.get("access_logs.s3.enabled") === "true" };
}

function healthOf(groups: readonly Group[] | null, targets: readonly TargetState[] | null) {
  if (groups === null || targets === null) return [];
  const healthy = targets.filter(({ state }) => state === "healthy").length;
  return [`${healthy} of ${targets.length} targets are healthy now (DescribeTargetHealth).`];
}
