import { formatWhole, percent, perDuration } from "../language/amounts.ts";
import type { FailuresDrawing } from "../language/picture.ts";
import { changeLabel, changeMark, heightAxis, timeAxis } from "./axes.ts";
import { type Bin, binChart, binLength, endOf, failureShare } from "./bins.ts";
import { linearScale, roundUp, type Scale } from "./scale.ts";
import { colours, fontSizes, margin, pictureWidth } from "./style.ts";
import {
  type Box,
  box,
  line,
  type Mark,
  type Picture,
  type Point,
  picture,
  textLine,
} from "./svg.ts";

const mostBars = 48;
const counts: Box = {
  x: margin,
  y: 96,
  width: pictureWidth - 2 * margin,
  height: 84,
};
const shares: Box = {
  x: margin,
  y: 216,
  width: pictureWidth - 2 * margin,
  height: 56,
};

/** Failures in bars above their share of requests, on one axis of time. */
export function drawFailures(drawing: FailuresDrawing): Picture {
  const { called, chart } = drawing;
  const span = [chart.from, endOf(chart)] as const;
  const length = binLength(span[1] - span[0], chart.periodSeconds, mostBars);
  const bins = binChart(chart, length, chart.from);
  const x = linearScale(span, [counts.x, counts.x + counts.width]);
  return picture(304, [
    ...heading(drawing),
    ...bars(called, bins, length, x),
    ...curve(bins, length, x),
    ...timeAxis(shares, span, x),
    ...changes(drawing, span, x),
  ]);
}

function heading({ called, failures: count, requests }: FailuresDrawing): readonly Mark[] {
  const share = requests === 0 ? "" : `, ${percent(count / requests)}`;
  return [
    textLine(margin, 30, `${formatWhole(count)} × ${called}`, {
      size: fontSizes.big,
      bold: true,
      fill: colours.fails,
    }),
    textLine(margin, 52, `of ${formatWhole(requests)} requests${share}`, { fill: colours.text }),
  ];
}

/** One bar for each bin; a faint floor where none failed, nothing where nothing is known. */
function bars(called: string, bins: readonly Bin[], length: number, x: Scale): readonly Mark[] {
  const highest = roundUp(Math.max(...bins.map((bin) => bin.failures ?? 0)));
  const floor = counts.y + counts.height;
  const y = linearScale([0, highest], [floor, counts.y]);
  return [
    ...heightAxis(counts, `${called}s, counted per ${perDuration(length)}`, formatWhole(highest)),
    ...bins.flatMap(({ at, failures: count }) => {
      if (count === null) return [];
      const left = Math.max(counts.x, x(at));
      const right = Math.min(counts.x + counts.width, x(at + length));
      const wide = Math.max(1.5, right - left - (count === 0 ? 0 : 1.5));
      const high = Math.max(count === 0 ? 2 : 3, floor - y(count));
      const fill = count === 0 ? colours.quiet : colours.fails;
      return [box({ x: left, y: floor - high, width: wide, height: high }, { fill, radius: 1 })];
    }),
  ];
}

/** The share of requests that failed, broken where it is not known. */
function curve(bins: readonly Bin[], length: number, x: Scale): readonly Mark[] {
  const known = bins.map(failureShare);
  const highest = roundUp(Math.max(...known.map((share) => share ?? 0)));
  const y = linearScale([0, highest], [shares.y + shares.height, shares.y]);
  const runs: Point[][] = [[]];
  bins.forEach(({ at }, index) => {
    const share = known[index] ?? null;
    if (share === null) runs.push([]);
    else runs.at(-1)?.push([x(at + length / 2), y(share)]);
  });
  return [
    ...heightAxis(shares, "their share of requests", percent(highest)),
    ...runs
      .filter((points) => points.length > 0)
      .map((points) => line(points, { stroke: colours.text, width: 1.75 })),
  ];
}

function changes(
  drawing: FailuresDrawing,
  [from, to]: readonly [number, number],
  x: Scale,
): readonly Mark[] {
  return drawing.changes
    .filter((at) => at > from && at < to)
    .flatMap((at, index) => [
      ...changeMark(x(at), [counts.y - 22, shares.y + shares.height]),
      ...(index === 0 ? [changeLabel(x(at), counts.y - 14)] : []),
    ]);
}
