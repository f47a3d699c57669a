import type { Reading } from "#language";
import type { MetricOptions } from "../../../aws/metric-window.ts";
import { formatWhole } from "../../../language/amounts.ts";
import type { Run } from "../../../run/run.ts";
import type { LoadStretch } from "../../counts/comparison.ts";
import type { Count } from "../../counts/poisson.ts";
import { judgeRetest, type RetestJudgement } from "../../counts/retest.ts";
import { comparisonPicture } from "../../diagnosis/pattern/picture.ts";
import type { LookResult } from "../define-probe.ts";
import type { RetestCounts } from "./counts.ts";
import { attemptNumber, keptChart, saidComplete, storedStretch } from "./earlier-retests.ts";
import type { Fresh } from "./fresh-requests.ts";
import type { retest } from "./probe.ts";

/** What the counts and the fresh requests of a run say together, at `now`. */
export function retestEvidence(
  { run, now }: { readonly run: Run; readonly now: number },
  fresh: Fresh,
  counts: RetestCounts,
  options: MetricOptions,
): LookResult<typeof retest> {
  const start = saidComplete(run)?.at ?? null;
  const attempt = start === null ? 0 : attemptNumber(run, start);
  const judged = judgeRetest({
    now,
    settleSeconds: options.metricSettleSeconds,
    periodSeconds: options.metricPeriodSeconds,
    attempt,
    clock: counts.clock,
    baseline: counts.baseline,
    after: counts.after,
    fresh: fresh.count,
  });
  const { finding, says, headline, details, readings, pending } = judged;
  return {
    ...{ finding, says, headline, pending },
    readings: [...readings, ...freshReadings(fresh)],
    details: told(fresh.says, ...details),
    picture: pictureOf(run, judged, counts),
    // Why nothing was sent says what to do about it.
    next: fresh.outcomes.length === 0 ? told(fresh.says) : [],
    numbers: {
      ...ownNumbers(fresh),
      ...numbersOf(judged, counts),
      ...{ attempt, start },
    },
    facts: { outcomes: fresh.outcomes, after: storedStretch(counts.after) },
  };
}

/** What was sent just now, as a line of the table. */
export const freshReadings = ({ outcomes, count }: Fresh): readonly Reading[] =>
  outcomes.length === 0
    ? []
    : [
        {
          label: "Fresh requests that reached a target",
          value: `${formatWhole(count.requests - count.failures)} of ${formatWhole(outcomes.length)}`,
          source: "sent by Handrail just now",
        },
      ];

/** A watch sends nothing, and says nothing of it. */
const told = (...says: readonly string[]): readonly string[] => says.filter((one) => one !== "");

/** What was sent, for later looks to leave out. */
export const ownNumbers = ({ own }: Fresh) => ({ own: own === null ? [] : [own] });

const numbersOf = ({ before, since, p, pPart, needed }: RetestJudgement, counts: RetestCounts) => ({
  before: counted(before, counts.baseline),
  after: counted(since, counts.after),
  p,
  pPart,
  needed,
  ...frozenNumbers(counts),
});

/** The baseline, when it is new: later retests of the run find it here. */
const frozenNumbers = ({ frozen, baseline }: RetestCounts) =>
  frozen && baseline !== null ? { baseline: storedStretch(baseline) } : {};

/** Both counts over their charts; the one of the time before is kept with the look that counted it first. */
const pictureOf = (run: Run, { before, since }: RetestJudgement, { charts }: RetestCounts) =>
  comparisonPicture(
    before && { ...before, chart: charts.before ?? keptChart(run) },
    since && { ...since, chart: charts.after },
  );

const counted = (count: Count | null, part: LoadStretch | null) =>
  count === null || part === null
    ? null
    : { k: count.failures, n: count.requests, from: part.from, to: part.to };
