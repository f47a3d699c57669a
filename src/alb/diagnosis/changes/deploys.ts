import type { Window } from "../../../aws/metric-window.ts";
import { poissonAtLeast } from "../../counts/binomial-tail.ts";
import { countOf } from "../../counts/failure-shape.ts";
import type { Period } from "../../counts/period.ts";
import type { Count } from "../../counts/poisson.ts";
import { nearMoves } from "../pattern/coincidence.ts";
import { aftermathSeconds } from "../pattern/signs.ts";

/** One stretch in which targets come and go, with what failed then. Times in milliseconds since the epoch. */
export interface Deploy extends Count {
  readonly from: number;
  readonly to: number;
  /** Whether more failed than usual: a chance below 5 % with the rate of all other times. */
  readonly failed: boolean;
  /** Whether all of it, the six minutes after its last change included, lies within what could be read. */
  readonly over: boolean;
}

/** The changes of targets within the window, each with the minutes around it; those that overlap are one. */
export function findDeploys(periods: readonly Period[], window: Window): readonly Deploy[] {
  const step = window.periodSeconds * 1_000;
  const after = Math.max(2, Math.ceil((aftermathSeconds * 1_000) / step));
  const marked = nearMoves(periods, after);
  const calm = total(periods.filter((_, index) => !marked[index]));
  const rate = calm.requests === 0 ? 0 : calm.failures / calm.requests;
  return stretches(marked).map(([first, last]) => {
    const count = total(periods.slice(first, last + 1));
    const usual = rate * count.requests;
    return {
      ...count,
      from: window.from + first * step,
      to: window.from + (last + 1) * step,
      failed: count.failures > 0 && poissonAtLeast(count.failures, usual) < 0.05,
      over: last < periods.length - 1,
    };
  });
}

function stretches(marked: readonly boolean[]): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let first: number | undefined;
  for (const [index, is] of [...marked, false].entries()) {
    if (is) first ??= index;
    else if (first !== undefined) {
      found.push([first, index - 1]);
      first = undefined;
    }
  }
  return found;
}

function total(periods: readonly Period[]): Count {
  const counts = periods.flatMap(countOf);
  return {
    requests: counts.reduce((all, { requests }) => all + requests, 0),
    failures: counts.reduce((all, { failures }) => all + failures, 0),
  };
}
