import { formatWhole, percent, perDuration } from "../language/amounts.ts";
import type { ComparisonDrawing, ComparisonSide } from "../language/picture.ts";
import { changeMark, heightAxis, timeAxis } from "./axes.ts";
import { type Bin, binChart, binLength, endOf, failureShare } from "./bins.ts";
import { linearScale, roundUp, type Scale } from "./scale.ts";
import { colours, fontSizes, margin, pictureWidth } from "./style.ts";
import { type Box, box, type Mark, type Picture, picture, textLine } from "./svg.ts";

const mostBars = 48;
const headroom = 1.2;
const plot: Box = {
  x: margin,
  y: 186,
  width: pictureWidth - 2 * margin,
  height: 100,
};

/** The counts before and after the change, over one chart with one scale for both. */
export function drawComparison(drawing: ComparisonDrawing): Picture {
  const { called, before, after } = drawing;
  const fill = after.failures === 0 ? colours.good : colours.fails;
  return picture(320, [
    ...counted("Before", before, called, { x: margin, fill: colours.fails }),
    ...counted("After", after, called, { x: (pictureWidth + 8) / 2, fill }),
    textLine(margin, 144, "Counted under the same load."),
    ...chartOf(drawing),
  ]);
}

function chartOf({ before, after, change }: ComparisonDrawing): readonly Mark[] {
  const span = spanOf(before, after);
  const period = Math.max(before.chart.periodSeconds, after.chart.periodSeconds);
  const length = binLength(span[1] - span[0], period, mostBars);
  const x = linearScale(span, [plot.x, plot.x + plot.width]);
  const bins = [
    ...binChart(before.chart, length, span[0]),
    ...binChart(after.chart, length, after.chart.from),
  ];
  // Room above the highest bar, for the word that tells the change.
  const highest = roundUp(headroom * Math.max(...bins.map((bin) => failureShare(bin) ?? 0)));
  return [
    ...heightAxis(plot, `share that failed, per ${perDuration(length)}`, percent(highest)),
    ...bars(bins, { length, x, highest }),
    ...timeAxis(plot, span, x),
    ...changeMark(x(change), [plot.y, plot.y + plot.height]),
    changeWord(x(change)),
  ];
}

const changeWord = (x: number): Mark => {
  const look = { size: fontSizes.small, fill: colours.change, bold: true } as const;
  const isRight = x > pictureWidth - margin - 60;
  return textLine(isRight ? x - 5 : x + 5, plot.y + 13, "change", {
    ...look,
    anchor: isRight ? "end" : "start",
  });
};

/** At most twice as long before the change as after it, and an hour at least, so that a short time after it can be seen. */
function spanOf(before: ComparisonSide, after: ComparisonSide): readonly [number, number] {
  const to = endOf(after.chart);
  const longest = Math.max(3_600_000, 2 * (to - after.chart.from));
  return [Math.max(before.chart.from, endOf(before.chart) - longest), to];
}

/** A box with a name, how many of how many failed, their share, and how long that took. */
function counted(
  name: string,
  side: ComparisonSide,
  called: string,
  { x, fill }: { readonly x: number; readonly fill: string },
): readonly Mark[] {
  const { failures, requests } = side;
  const wide = (pictureWidth - 2 * margin - 8) / 2;
  const inside = x + 12;
  const share = requests === 0 ? "" : percent(failures / requests);
  return [
    box({ x, y: margin, width: wide, height: 102 }, { fill: colours.raised, radius: 8 }),
    textLine(inside, 36, `${name} the change`, {
      size: fontSizes.small,
      fill: colours.muted,
    }),
    textLine(inside, 64, `${formatWhole(failures)} × ${called}`, {
      size: fontSizes.big - 2,
      bold: true,
      fill,
    }),
    textLine(inside, 86, `of ${formatWhole(requests)}`),
    textLine(inside, 106, share, { bold: true }),
  ];
}

interface Plotted {
  readonly length: number;
  readonly x: Scale;
  readonly highest: number;
}

function bars(bins: readonly Bin[], { length, x, highest }: Plotted): readonly Mark[] {
  const floor = plot.y + plot.height;
  const y = linearScale([0, highest], [floor, plot.y]);
  return bins.flatMap((bin) => {
    const share = failureShare(bin);
    if (share === null) return [];
    const left = Math.max(plot.x, x(bin.at));
    const wide = Math.max(
      1.5,
      Math.min(plot.x + plot.width, x(bin.at + length)) - left - (share === 0 ? 0 : 1.5),
    );
    const high = share === 0 ? 2.5 : Math.max(3, floor - y(share));
    const fill = share === 0 ? colours.good : colours.fails;
    return [box({ x: left, y: floor - high, width: wide, height: high }, { fill, radius: 1 })];
  });
}
