import { formatWhole, shortDuration } from "../../language/amounts.ts";
import type { HistogramDrawing } from "../../language/picture.ts";
import type { GapHistogram } from "./histogram.ts";

/** How long connections had been idle: failed requests above the others; undefined where no failed one was looked at. */
export function gapPicture(histogram: GapHistogram | null): HistogramDrawing | undefined {
  if (histogram === null || !histogram.failures.some((count) => count > 0)) return undefined;
  const { binSeconds, from, failures, controls, timeout, of } = histogram;
  const looked = of > 0 ? { of } : {};
  const all = of > 0 ? of : failures.reduce((sum, count) => sum + count, 0);
  const mark = timeout === null ? null : { seconds: timeout.seconds, high: timeout.high };
  const series = [
    { name: "failed requests", counts: failures },
    { name: "other requests", counts: controls },
  ] as const;
  return { kind: "histogram", ...said(timeout, all), binSeconds, from, series, mark, ...looked };
}

function said(timeout: GapHistogram["timeout"], all: number) {
  const axis = "Share with an earlier response that long before:";
  const chart = `Chart of how long a connection had been idle before a request reused it, for ${formatWhole(all)} failed requests beside others:`;
  if (timeout === null)
    return {
      title: "No timeout stands out",
      says: "The failed requests have no idle time in common.",
      ...{ axis, alt: `${chart} the failed ones have no idle time in common.` },
    };
  const where = span(timeout.low, timeout.high);
  const after = shortDuration(timeout.seconds);
  return {
    title: `Closed after ${after}`,
    says: `${formatWhole(all)} failed requests point at ${where}.`,
    ...{
      axis,
      alt: `${chart} the failed ones lie at ${where}, so something closes idle connections after ${after}.`,
    },
  };
}

/** "4.9 s to 5.1 s"; one value where both round to the same. */
function span(low: number, high: number): string {
  const [from, to] = [shortDuration(low), shortDuration(high)];
  return from === to ? `about ${from}` : `${from} to ${to}`;
}
