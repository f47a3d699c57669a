import { formatWhole, percent, shortDuration } from "../language/amounts.ts";
import type { Histogram, HistogramDrawing } from "../language/picture.ts";
import { changeMark, heightAxis } from "./axes.ts";
import { linearScale, roundUp, type Scale } from "./scale.ts";
import { colours, fontSizes, margin, pictureWidth } from "./style.ts";
import { type Box, box, type Mark, type Picture, picture, segment, textLine } from "./svg.ts";

const upper: Box = {
  x: margin,
  y: 124,
  width: pictureWidth - 2 * margin,
  height: 70,
};
const lower: Box = {
  x: margin,
  y: 230,
  width: pictureWidth - 2 * margin,
  height: 56,
};

/** Two kinds of events above one another by their length, each as a share of its own kind. */
export function drawHistogram(drawing: HistogramDrawing): Picture {
  const { mark } = drawing;
  const [first, second] = drawing.series;
  const [low, high] = shown(drawing);
  const x = linearScale([low, high], [upper.x, upper.x + upper.width]);
  const highest = Math.max(highestOf(drawing, first), highestOf(drawing, second));
  return picture(336, [
    ...heading(drawing),
    ...(mark === null ? [] : markAt(x(mark.seconds))),
    ...plotted(drawing, first, { plot: upper, x, fill: colours.fails, highest }),
    ...plotted(drawing, second, { plot: lower, x, fill: colours.quiet, highest }),
    ...secondsAxis([low, high], x),
  ]);
}

const heading = ({ title, says, axis }: HistogramDrawing): readonly Mark[] => [
  textLine(margin, 36, title, { size: fontSizes.big - 2, bold: true }),
  textLine(margin, 58, says, {}),
  textLine(margin, 80, axis, { size: fontSizes.small, fill: colours.muted }),
];

/** Twice as far as what stands out and the last of the first kind; all bins where nothing does. */
function shown({ series, from, binSeconds, mark }: HistogramDrawing): [number, number] {
  const [first, second] = series.map(({ counts }) => lastFilled(counts));
  const endOf = (bin: number) => from + (bin + 2) * binSeconds;
  const all = endOf(Math.max(first ?? 0, second ?? 0));
  if (mark === null) return [from, all];
  return [from, Math.min(all, Math.max(mark.high * 2, endOf(first ?? 0)))];
}

const lastFilled = (counts: readonly number[]): number => counts.findLastIndex((one) => one > 0);
const total = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

interface Plotted {
  readonly plot: Box;
  readonly x: Scale;
  readonly fill: string;
  /** The share at the top of the plot, the same for both. */
  readonly highest: number;
}

const highestOf = ({ of }: HistogramDrawing, { counts }: Histogram): number =>
  Math.min(1, roundUp(Math.max(0, ...counts) / Math.max(1, of ?? total(counts))));

function plotted(
  { from, binSeconds, of }: HistogramDrawing,
  { name, counts }: Histogram,
  { plot, x, fill, highest }: Plotted,
): readonly Mark[] {
  const all = Math.max(1, of ?? total(counts));
  const floor = plot.y + plot.height;
  const y = linearScale([0, highest], [floor, plot.y]);
  return [
    ...heightAxis(plot, `${formatWhole(all)} ${name}`, percent(highest)),
    ...counts.flatMap((count, index) => {
      if (count === 0) return [];
      const at = from + index * binSeconds;
      if (x(at + binSeconds) > plot.x + plot.width) return [];
      const wide = Math.max(1.5, x(at + binSeconds) - x(at) - 1);
      const high = Math.max(2, floor - y(count / all));
      return [box({ x: x(at), y: floor - high, width: wide, height: high }, { fill, radius: 1 })];
    }),
  ];
}

function secondsAxis([low, high]: readonly [number, number], x: Scale): readonly Mark[] {
  const step = roundUp((high - low) / 6);
  const bottom = lower.y + lower.height;
  const ticks = Array.from(
    { length: 8 },
    (_, index) => Math.ceil(low / step) * step + index * step,
  );
  return ticks
    .filter((at) => at <= high && x(at) < pictureWidth - margin - 10)
    .flatMap((at) => [
      segment([x(at), bottom], [x(at), bottom + 4], { stroke: colours.frame }),
      textLine(x(at), bottom + 17, shortDuration(at), {
        size: fontSizes.small,
        fill: colours.muted,
        anchor: x(at) < margin + 8 ? "start" : "middle",
      }),
    ]);
}

// Not through the words between the two plots.
const markAt = (x: number): readonly Mark[] =>
  [upper, lower].flatMap(({ y, height }) => changeMark(x, [y, y + height]));
