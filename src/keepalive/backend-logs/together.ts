import type { Chart } from "../chart.ts";
import type { Hit } from "./hits.ts";

/** How lines and 502s fall into the same periods of a chart. */
export interface Together {
  /** Periods with 502s. */
  readonly failing: number;
  /** Of these, those that have such a line too. */
  readonly both: number;
  /** Periods without 502s, and those of them that have such a line. */
  readonly calm: number;
  readonly calmWith: number;
  /** How probable it is that so many or more periods have both by chance, 0 to 1 (hypergeometric). */
  readonly chance: number;
}

/** Counts the periods in which there are 502s, such lines, and both. */
export function togetherOf({ from, periodSeconds, failures502 }: Chart, hits: readonly Hit[]) {
  const marked = new Set(hits.map(({ at }) => Math.floor((at - from) / (periodSeconds * 1_000))));
  const tally = { failing: 0, both: 0, calm: 0, calmWith: 0 };
  for (const [index, failures] of failures502.entries()) {
    if (failures === null) continue;
    const isMarked = marked.has(index) ? 1 : 0;
    if (failures > 0) {
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
