import { roundMoments, type Scale } from "./scale.ts";
import { colours, fontSizes, pictureWidth } from "./style.ts";
import { type Box, type Mark, segment, textLine } from "./svg.ts";

const day = 86_400_000;

/** Round moments below a plot, in UTC, which the first one says; days where it spans more than two. */
export function timeAxis(
  plot: Box,
  [from, to]: readonly [number, number],
  x: Scale,
): readonly Mark[] {
  const isLong = to - from > 2 * day;
  const bottom = plot.y + plot.height;
  return roundMoments(from, to, 4).flatMap((at, index) => [
    segment([x(at), bottom], [x(at), bottom + 4], { stroke: colours.frame }),
    textLine(x(at), bottom + 17, `${moment(at, isLong)}${index === 0 ? " UTC" : ""}`, {
      size: fontSizes.small,
      fill: colours.muted,
      anchor: anchorAt(x(at), plot),
    }),
  ]);
}

// The first and the last word must not leave the picture.
function anchorAt(x: number, plot: Box): "start" | "middle" | "end" {
  if (x < plot.x + 30) return "start";
  return x > plot.x + plot.width - 14 ? "end" : "middle";
}

/** The floor of a plot, and a fine line at its highest value with its name and what that value is. */
export function heightAxis(plot: Box, name: string, highest: string): readonly Mark[] {
  const right = plot.x + plot.width;
  const bottom = plot.y + plot.height;
  return [
    segment([plot.x, plot.y], [right, plot.y], { stroke: colours.grid, dash: "2 4" }),
    segment([plot.x, bottom], [right, bottom], { stroke: colours.frame }),
    textLine(plot.x, plot.y - 6, name, { size: fontSizes.small, fill: colours.muted }),
    textLine(right, plot.y - 6, highest, {
      size: fontSizes.small,
      fill: colours.muted,
      anchor: "end",
    }),
  ];
}

/** The moment of a change, across everything between two heights. */
export function changeMark(x: number, [top, bottom]: readonly [number, number]): readonly Mark[] {
  return [segment([x, top], [x, bottom], { stroke: colours.change, width: 1.5, dash: "4 3" })];
}

export const changeLabel = (x: number, y: number): Mark =>
  textLine(x < pictureWidth / 2 ? x + 5 : x - 5, y, "change", {
    size: fontSizes.small,
    fill: colours.change,
    bold: true,
    anchor: x < pictureWidth / 2 ? "start" : "end",
  });

/** "03:14", or the day where midnight is meant and days are told apart. */
function moment(at: number, isLong: boolean): string {
  const iso = new Date(at).toISOString();
  return isLong ? `${iso.slice(8, 10)} ${months[new Date(at).getUTCMonth()]}` : iso.slice(11, 16);
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
