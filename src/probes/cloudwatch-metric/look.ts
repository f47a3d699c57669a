import {
  type Answers,
  type Evidence,
  type GenericProbe,
  type ProbeSignature,
  unread,
} from "#language";
import { recording, sourceOf } from "../../aws/account.ts";
import type { Accounts } from "../../aws/accounts.ts";
import { costReadings } from "../../aws/cost.ts";
import { reasonOf } from "../../aws/failure-sentence.ts";
import { type Points, readPoints } from "../../aws/metric-points.ts";
import { type MetricOptions, type Window, wholePeriods } from "../../aws/window.ts";
import type { ProbeContext } from "../../engine/ports.ts";
import { several } from "../../language/amounts.ts";
import { filled } from "../../language/texts/fill.ts";
import { accountIn } from "../account-in.ts";
import { judged } from "../judge-finding.ts";
import { secondsOf } from "../shape-parts.ts";
import { type CloudWatchMetric, cloudWatchMetric, type Wanted, wantedOf } from "./kind.ts";
import { measuresOf, withMissing } from "./values.ts";

/** What reading metrics takes. */
export interface MetricParts {
  readonly accounts: Accounts;
  readonly options: MetricOptions;
}

/** Reads the metrics of a step with one question to CloudWatch. */
export function lookAtMetrics({ accounts, options }: MetricParts) {
  return async (
    signature: ProbeSignature,
    probe: GenericProbe,
    context: ProbeContext,
  ): Promise<Evidence> => {
    const stated = cloudWatchMetric.parse(probe);
    const wanted = wantedIn(stated, context.run.facts);
    const { account, queries, cost } = recording(accountIn(accounts, stated, context.run.facts));
    const window = windowOf(stated, context.now(), options);
    try {
      const found = await readPoints(
        account,
        wanted.map(([, one]) => one),
        window,
        context.signal,
      );
      const all = found.map(({ points }) => points);
      const seen = { wanted, all, window, region: sourceOf(account) };
      const evidence = evidenceOf(signature, probe, seen, context, queries);
      return { ...evidence, readings: [...evidence.readings, ...aside(costReadings(cost()))] };
    } catch (error) {
      return unread(signature, reasonOf(error), { queries });
    }
  };
}

interface SeenMetrics {
  readonly wanted: readonly (readonly [name: string, of: Wanted])[];
  readonly all: readonly Points[];
  readonly window: Window;
  readonly region: string;
}

function evidenceOf(
  signature: ProbeSignature,
  probe: GenericProbe,
  { wanted, all, window, region }: SeenMetrics,
  context: ProbeContext,
  queries: readonly string[],
): Evidence {
  const series = wanted.map(([name, of], at) => ({
    name,
    of,
    points: withMissing(all[at] ?? new Map(), of.missing, window),
  }));
  const silent = series.filter(({ points }) => points.size === 0);
  if (silent.length > 0) return unread(signature, silence(silent, window, region), { queries });
  const measured = series.map(({ name, points }) => [name, measuresOf(points, window)] as const);
  const [only] = measured;
  const values = only !== undefined && only[0] === "" ? only[1] : Object.fromEntries(measured);
  const seen = {
    about: `${series.map(({ of }) => nameOf(of)).join(", ")} in the ${spanOf(window)}`,
    values,
    source: `CloudWatch, ${region}`,
    queries,
    ...curveOf(series, window),
    raw: { series: series.map(({ name, points }) => ({ name, points: [...points] })) },
  };
  return judged(signature, probe, seen, context);
}

/** The first metric as it is drawn. */
function curveOf([first]: readonly { name: string; of: Wanted; points: Points }[], window: Window) {
  if (first === undefined) return {};
  const { name, of, points } = first;
  const says = inside(of);
  return { curve: { name, title: of.metric, says, points, ...window } };
}

const wantedIn = (stated: CloudWatchMetric, facts: Answers) =>
  Object.entries(wantedOf(stated)).map(([name, one]) => [name, inFull(one, facts)] as const);

const inFull = (wanted: Wanted, facts: Answers): Wanted => ({
  ...wanted,
  namespace: filled(wanted.namespace, facts),
  metric: filled(wanted.metric, facts),
  dimensions: Object.fromEntries(
    Object.entries(wanted.dimensions).map(([name, value]) => [name, filled(value, facts)]),
  ),
});

/** Periods as the step says, or about 100 of whole minutes, and none that CloudWatch has no more. */
function windowOf({ over, period }: CloudWatchMetric, now: number, options: MetricOptions): Window {
  const seconds = secondsOf(over);
  const wish = period === undefined ? Math.ceil(seconds / 100 / 60) * 60 : secondsOf(period);
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
const nameOf = ({ metric, stat, dimensions }: Wanted): string =>
  `${metric} (${inside({ stat, dimensions })})`;

/** "Maximum, QueueName orders" */
const inside = ({ stat, dimensions }: Pick<Wanted, "stat" | "dimensions">): string =>
  [stat, ...Object.entries(dimensions).map(([name, value]) => `${name} ${value}`)].join(", ");

const spanOf = ({ from, to }: Window): string =>
  `${several(Math.round((to - from) / 60_000), "minute")} until ${new Date(to).toISOString().slice(11, 16)} UTC`;

const silence = (
  silent: readonly { readonly of: Wanted }[],
  window: Window,
  region: string,
): string =>
  `CloudWatch has no value of ${silent.map(({ of }) => nameOf(of)).join(", ")} in the ${spanOf(window)}, in ${region}. Check the name, the dimensions (all that the metric is published with) and the region; where no value means none happened, the runbook says so with missing: 0.`;

const aside = (readings: Evidence["readings"]): Evidence["readings"] =>
  readings.map((reading) => ({ ...reading, aside: true as const }));
