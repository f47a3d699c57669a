import type { FailureChart } from "../diagnosis/pattern/chart.ts";
import type { Hit } from "./matched-lines.ts";

/** How lines and failures fall into the same periods of a chart. */
export interface Together {
  /** Periods with failures. */
  readonly failing: number;
  /** Of these, those that have such a line too. */
  readonly both: number;
  /** Periods without, and those of them that have such a line. */
  readonly calm: number;
  readonly calmWith: number;
  /** How probable it is that so many or more periods have both by chance, 0 to 1 (hypergeometric). */
  readonly chance: number;
}

/** What failed in the chart, in words, by its metric: the load balancer's 502s, or the targets' own 5xx where it had none. */
export const failureMetricName = (chart: FailureChart | null) =>
  chart?.target5xx === undefined
    ? { what: "502s", metric: "HTTPCode_ELB_502_Count" }
    : { what: "5xx of the targets", metric: "HTTPCode_Target_5XX_Count" };

export const failuresByPeriod = ({ target5xx, failures502 }: FailureChart) =>
  target5xx ?? failures502;

/** Counts the periods in which there are failures, such lines, and both. */
export function countCoincidence(chart: FailureChart, hits: readonly Hit[]) {
  const { from, periodSeconds } = chart;
  const marked = new Set(hits.map(({ at }) => Math.floor((at - from) / (periodSeconds * 1_000))));
  const tally = { failing: 0, both: 0, calm: 0, calmWith: 0 };
  for (const [index, failed] of failuresByPeriod(chart).entries()) {
    if (failed === null) continue;
    const isMarked = marked.has(index) ? 1 : 0;
    if (failed > 0) {
      tally.failing += 1;
      tally.both += isMarked;
    } else {
      tally.calm += 1;
      tally.calmWith += isMarked;
    }
  }
  return { ...tally, chance: chanceOf(tally) } satisfies Together;
}

/** P(X ≥ both), where as many periods as have lines are drawn from all, of which so many have 502s. */
function chanceOf({ failing, both, calm, calmWith }: Omit<Together, "chance">): number {
  const drawn = both + calmWith;
  const all = logOfChoices(failing + calm, drawn);
  let sum = 0;
  for (let k = both; k <= Math.min(drawn, failing); k += 1)
    if (drawn - k <= calm)
      sum += Math.exp(logOfChoices(failing, k) + logOfChoices(calm, drawn - k) - all);
  return Math.min(1, sum);
}

const logOfChoices = (n: number, k: number) =>
  logFactorial(n) - logFactorial(k) - logFactorial(n - k);

function logFactorial(n: number): number {
  let sum = 0;
  for (let factor = 2; factor <= n; factor += 1) sum += Math.log(factor);
  return sum;
}
