import type { Json } from "#language";
import type { Stretch } from "../../../aws/logs/search.ts";
import { lengthOf } from "../../../aws/window.ts";
import type { Run } from "../../../run/run.ts";
import type { Chart } from "../../diagnosis/chart.ts";
import { countingAt } from "../earlier.ts";
import { listIn, objectIn } from "../json.ts";

/** The 502s over time as the newest look at the metrics counted them; null where there was none. */
export function chartIn({ visits }: Run): Chart | null {
  const charts = visits.flatMap(
    (visit) => readChart(countingAt(visit, "alb.pattern")?.numbers.chart) ?? [],
  );
  return charts.at(-1) ?? null;
}

/** The window of that look, at most a day of it; else as far back as the run looks. */
export function windowOf(chart: Chart | null, window: Json | undefined, now: number): Stretch {
  if (chart === null) return { from: now - lengthOf(window), to: now };
  const to = chart.from + chart.failures502.length * chart.periodSeconds * 1_000;
  return { from: Math.max(chart.from, to - day), to };
}

const day = 24 * 3_600_000;

function readChart(json: Json | undefined): Chart | null {
  const { from, periodSeconds, requests, failures502, target5xx } = objectIn(json);
  if (typeof from !== "number" || typeof periodSeconds !== "number") return null;
  if (!Array.isArray(failures502) || failures502.length === 0) return null;
  const own = Array.isArray(target5xx) ? { target5xx: counts(target5xx) } : {};
  const chart = { from, periodSeconds, requests: counts(requests) };
  return { ...chart, failures502: counts(failures502), ...own };
}

const counts = (json: Json | undefined): readonly (number | null)[] =>
  listIn(json).map((count) => (typeof count === "number" ? count : null));
