import type { Stretch } from "../../../aws/logs/search.ts";
import { lengthOf } from "../../../aws/window.ts";
import { foundAt } from "../../../run/evidence-of.ts";
import type { Run } from "../../../run/run.ts";
import type { Chart } from "../../diagnosis/pattern/chart.ts";
import { pattern } from "../pattern/probe.ts";

/** The 502s over time as the newest look at the metrics counted them; null where there was none. */
export function chartIn({ visits }: Run): Chart | null {
  const charts = visits.flatMap((visit) => foundAt(visit, pattern)?.numbers.chart ?? []);
  return charts.findLast(({ failures502 }) => failures502.length > 0) ?? null;
}

/** The window of that look, at most a day of it; else as far back as the run looks. */
export function windowOf(chart: Chart | null, window: string | undefined, now: number): Stretch {
  if (chart === null) return { from: now - lengthOf(window), to: now };
  const to = chart.from + chart.failures502.length * chart.periodSeconds * 1_000;
  return { from: Math.max(chart.from, to - day), to };
}

const day = 24 * 3_600_000;
