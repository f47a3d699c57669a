import type { Answers } from "#language";
import { sourceOf } from "../../aws/account.ts";
import type { Accounts } from "../../aws/accounts.ts";
import { costReadings } from "../../aws/cost.ts";
import { type Points, readPoints } from "../../aws/metric-points.ts";
import { type MetricOptions, type Window, wholePeriods } from "../../aws/metric-window.ts";
import { plural } from "../../language/amounts.ts";
import { fillFacts } from "../../language/texts/fill.ts";
import { genericLook, recordingAccount } from "../generic-look.ts";
import { inSeconds } from "../shape-parts.ts";
import {
  type CloudWatchMetric,
  cloudWatchMetric,
  type MetricQuery,
  metricQueries,
} from "./kind.ts";
import { measuresOf, withMissing } from "./values.ts";

export interface MetricParts {
  readonly accounts: Accounts;
  readonly options: MetricOptions;
}

/** Reads the metrics of a step with one question to CloudWatch. */
export const lookAtMetrics = ({ accounts, options }: MetricParts) =>
  genericLook(cloudWatchMetric, async (given) => {
    const wanted = wantedIn(given.stated, given.answers);
    const { account, cost } = recordingAccount(given, accounts);
    const window = windowOf(given.stated, given.now(), options);
    const metrics = wanted.map(([, of]) => of);
    const found = await readPoints(account, metrics, window, given.signal);
    const series = wanted.map(([name, of], at) => {
      const points = withMissing(found[at]?.points ?? new Map(), of.missing, window);
      return { name, of, points };
    });
    const region = sourceOf(account);
    const silent = series.filter(({ points }) => points.size === 0);
    if (silent.length > 0) return silence(silent, window, region);
    const measured = series.map(({ name, points }) => [name, measuresOf(points, window)] as const);
    const [only] = measured;
    return {
      about: `${metrics.map(nameOf).join(", ")} in the ${spanOf(window)}`,
      values: only !== undefined && only[0] === "" ? only[1] : Object.fromEntries(measured),
      source: `CloudWatch, ${region}`,
      ...curveOf(series, window),
      raw: { series: series.map(({ name, points }) => ({ name, points: [...points] })) },
      cost: costReadings(cost()),
    };
  });

/** The first metric as it is drawn. */
function curveOf(
  [first]: readonly { name: string; of: MetricQuery; points: Points }[],
  window: Window,
) {
  if (first === undefined) return {};
  const { name, of, points } = first;
  const says = inside(of);
  return { curve: { name, title: of.metric, says, points, ...window } };
}

const wantedIn = (stated: CloudWatchMetric, facts: Answers) =>
  Object.entries(metricQueries(stated)).map(([name, one]) => [name, inFull(one, facts)] as const);

const inFull = (wanted: MetricQuery, facts: Answers): MetricQuery => ({
  ...wanted,
  namespace: fillFacts(wanted.namespace, facts),
  metric: fillFacts(wanted.metric, facts),
  dimensions: Object.fromEntries(
    Object.entries(wanted.dimensions).map(([name, value]) => [name, fillFacts(value, facts)]),
  ),
});

/** Periods as the step says, or about 100 of whole minutes, and none that CloudWatch has no more. */
function windowOf({ over, period }: CloudWatchMetric, now: number, options: MetricOptions): Window {
  const seconds = inSeconds(over);
  const wish = period === undefined ? Math.ceil(seconds / 100 / 60) * 60 : inSeconds(period);
  // A practice account has shorter periods than a minute.
  const shortest = wish <= 60 ? options.metricPeriodSeconds : wish;
  const window = wholePeriods(now - seconds * 1_000, now, now, {
    ...options,
    metricPeriodSeconds: shortest,
  });
  // As long as the step says, though the newest periods are left alone.
  const periods = Math.ceil(seconds / window.periodSeconds);
  return { ...window, from: window.to - periods * window.periodSeconds * 1_000 };
}

/** "ApproximateAgeOfOldestMessage (Maximum, QueueName orders)" */
const nameOf = ({ metric, stat, dimensions }: MetricQuery): string =>
  `${metric} (${inside({ stat, dimensions })})`;

/** "Maximum, QueueName orders" */
const inside = ({ stat, dimensions }: Pick<MetricQuery, "stat" | "dimensions">): string =>
  [stat, ...Object.entries(dimensions).map(([name, value]) => `${name} ${value}`)].join(", ");

const spanOf = ({ from, to }: Window): string =>
  `${plural(Math.round((to - from) / 60_000), "minute")} until ${new Date(to).toISOString().slice(11, 16)} UTC`;

const silence = (
  silent: readonly { readonly of: MetricQuery }[],
  window: Window,
  region: string,
): string =>
  `CloudWatch has no value of ${silent.map(({ of }) => nameOf(of)).join(", ")} in the ${spanOf(window)}, in ${region}. Check the name, the dimensions (all that the metric is published with) and the region; where no value means none happened, the runbook says so with missing: 0.`;
