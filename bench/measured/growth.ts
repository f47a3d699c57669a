import { linearScale, type Scale } from "../../src/pictures/scale.ts";
import { colours, fontSizes, margin, pictureWidth } from "../../src/pictures/style.ts";
import {
  type Box,
  circle,
  line,
  type Mark,
  type Picture,
  picture,
  segment,
  textLine,
} from "../../src/pictures/svg.ts";

/** How a cost grows with work. */
export interface Growth {
  /** What is counted along the bottom: "open runs". */
  readonly work: string;
  /** What it costs, with its unit: "start to ready, ms". */
  readonly cost: string;
  /** Each the amount of work, and what that cost. */
  readonly points: readonly (readonly [work: number, cost: number])[];
}

const height = 240;
const plot: Box = { x: margin, y: 52, width: pictureWidth - 2 * margin, height: 130 };

/** The costs over the work; the work by its magnitude, so that ten and ten thousand stand side by side. */
export function growthPicture({ work, cost, points }: Growth): Picture {
  const most = Math.max(...points.map(([, one]) => one));
  const across = magnitudes(points.map(([amount]) => amount));
  const up = linearScale([0, most], [plot.y + plot.height, plot.y]);
  const placed = points.map(([amount, one]) => [across(amount), up(one)] as const);
  const bottom = plot.y + plot.height;
  return picture(height, [
    textLine(margin, 26, `${cost}, by ${work}`, { size: fontSizes.body, bold: true }),
    segment([plot.x, bottom], [plot.x + plot.width, bottom], { stroke: colours.frame }),
    line(placed, { stroke: colours.good, width: 2 }),
    ...points.flatMap(([amount, one], at) => pointAt(placed[at] ?? [0, 0], amount, one)),
    textLine(pictureWidth - margin, height - 14, work, { ...small, anchor: "end" }),
  ]);
}

function pointAt([x, y]: readonly [number, number], amount: number, cost: number): readonly Mark[] {
  const anchor = x < 60 ? "start" : x > pictureWidth - 60 ? "end" : "middle";
  return [
    circle([x, y], 4, colours.good),
    textLine(x, y - 9, inShort(cost), { size: fontSizes.small, anchor }),
    textLine(x, plot.y + plot.height + 18, inShort(amount), { ...small, anchor }),
  ];
}

const small = { size: fontSizes.small, fill: colours.muted };

const magnitudes = (amounts: readonly number[]): Scale => {
  const of = (amount: number) => Math.log10(amount + 1);
  const all = amounts.map(of);
  const place = linearScale(
    [Math.min(...all), Math.max(...all)],
    [plot.x + 8, plot.x + plot.width - 8],
  );
  return (amount) => place(of(amount));
};

const inShort = (value: number) =>
  value.toLocaleString("en", { notation: "compact", maximumSignificantDigits: 3 });
