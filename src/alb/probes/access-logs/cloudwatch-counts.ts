import type { Account } from "../../../aws/account.ts";
import { type MetricOptions, wholePeriods } from "../../../aws/metric-window.ts";
import { fileIntervalSeconds } from "../../access-logs/find-log-files.ts";
import { readGroups } from "../../balancer.ts";
import type { Period } from "../../counts/period.ts";
import type { CloudWatchSums } from "../../gaps/causes.ts";
import type { LogAnswers } from "../../gaps/log-answers.ts";
import { comparedMetrics, readPeriods } from "../../metrics/read-series.ts";
import type { WholeStretch } from "./list-files.ts";

/** What CloudWatch says of the time that the logs are of. */
export interface CloudWatchSide {
  readonly counted: CloudWatchSums;
  /** When the number of healthy targets changed, in milliseconds since the epoch. */
  readonly moves: readonly number[];
}

/** Reads it. Rejects with AwsProblem. */
export async function readCounted(
  account: Account,
  arn: string,
  { from, to }: WholeStretch,
  { now, options, signal }: Reading,
): Promise<readonly Period[]> {
  const of = { arn, groups: await readGroups(account, arn, signal) };
  const window = wholePeriods(from * 1_000, to * 1_000, now, options);
  return readPeriods(account, of, metrics, window, signal);
}

interface Reading {
  readonly now: number;
  readonly options: MetricOptions;
  readonly signal: AbortSignal;
}

const metrics = [...comparedMetrics, "connectionErrors", "tlsErrors"] as const;

/**
 * Sets the two beside each other, minute by minute. The newest interval is left out: the files of some nodes may still be
 * missing. Null counts where there is no whole minute of both.
 */
export function besideLogs(
  periods: readonly Period[],
  { minutes }: LogAnswers,
  { from, to }: WholeStretch,
): CloudWatchSide {
  const begin = Math.ceil(from / 60) * 60_000;
  const end = Math.floor((to - fileIntervalSeconds) / 60) * 60_000;
  const both = periods.filter(({ at }) => at >= begin && at < end);
  const known = both.filter(({ failures502 }) => failures502 !== null);
  const logged = minutes.filter(({ at }) => at >= begin && at < end);
  return {
    counted: {
      failures502: known.length === 0 ? null : total(known, ({ failures502 }) => failures502),
      logged502: logged.reduce((sum, { failures }) => sum + failures, 0),
      connectionErrors: total(periods, ({ connectionErrors }) => connectionErrors),
      tlsErrors: total(periods, ({ tlsErrors }) => tlsErrors),
    },
    moves: periods.flatMap(({ at, moved }) => (moved ? [at] : [])),
  };
}

/** Null where nothing is known. */
function total(periods: readonly Period[], pick: (period: Period) => number | null) {
  const known = periods.flatMap((period) => pick(period) ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
