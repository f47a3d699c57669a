import { formatNumber } from "../language/amounts.ts";
import type { SeriesDrawing } from "../language/picture.ts";
import { changeLabel, changeMark, heightAxis, timeAxis } from "./axes.ts";
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
  segment,
  textLine,
} from "./svg.ts";
import { fitText } from "./text-widths.ts";

const plot: Box = { x: margin, y: 96, width: pictureWidth - 2 * margin, height: 104 };
const bottom = plot.y + plot.height;

/** A value over time as a line, broken where nothing is known, with its limit and the changes. */
export function drawSeries(drawing: SeriesDrawing): Picture {
  const { from, periodSeconds, values } = drawing;
  const span = [from, from + Math.max(1, values.length) * periodSeconds * 1_000] as const;
  const x = linearScale(span, [plot.x, plot.x + plot.width]);
  const [low, high] = reach(drawing);
  const y = linearScale([low, high], [bottom, plot.y]);
  return picture(232, [
    ...heading(drawing),
    ...heightAxis(plot, low < 0 ? `from ${formatNumber(low)}` : "", formatNumber(high)),
    ...limit(drawing, y),
    ...curve(drawing, x, y),
    ...timeAxis(plot, span, x),
    ...changes(drawing, span, x),
  ]);
}

/** The least and the highest that is shown: all values and the limit, and nothing. */
function reach({ values, limit: held }: SeriesDrawing): readonly [low: number, high: number] {
  const all = [...values.flatMap((value) => value ?? []), held?.value ?? 0, 0];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return [least < 0 ? -roundUp(-least) : 0, most > 0 || least === 0 ? roundUp(most) : 0];
}

function heading({ title, says, values }: SeriesDrawing): readonly Mark[] {
  const last = values.findLast((value) => value !== null) ?? null;
  const now = last === null ? "no value" : `${formatNumber(last)} at the end`;
  const wide = plot.width;
  return [
    textLine(margin, 30, fitText(title, wide, fontSizes.title, true), {
      size: fontSizes.title,
      bold: true,
    }),
    textLine(margin, 52, fitText(`${now}; ${says}`, wide, fontSizes.body), {
      fill: colours.muted,
    }),
  ];
}

function limit({ limit: held }: SeriesDrawing, y: Scale): readonly Mark[] {
  if (held === undefined) return [];
  const at = y(held.value);
  const named = fitText(
    `${held.name} ${formatNumber(held.value)}`,
    plot.width / 2,
    fontSizes.small,
  );
  // Above its line, unless that is where the highest value stands.
  const under = at - plot.y < 18;
  return [
    segment([plot.x, at], [plot.x + plot.width, at], { stroke: colours.fails, dash: "5 4" }),
    textLine(plot.x, under ? at + 14 : at - 5, named, {
      size: fontSizes.small,
      fill: colours.fails,
    }),
  ];
}

/** A point that stands alone would be no line: it is a dot. */
function curve(
  { values, from, periodSeconds }: SeriesDrawing,
  x: Scale,
  y: Scale,
): readonly Mark[] {
  const runs: Point[][] = [[]];
  for (const [at, value] of values.entries()) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push([x(from + (at + 0.5) * periodSeconds * 1_000), y(value)]);
  }
  return runs.flatMap((points) => {
    const [first] = points;
    if (first === undefined) return [];
    if (points.length > 1) return [line(points, { stroke: colours.text, width: 1.75 })];
    const dot = { x: first[0] - 1.5, y: first[1] - 1.5, width: 3, height: 3 };
    return [box(dot, { fill: colours.text, radius: 1.5 })];
  });
}

const changes = (
  drawing: SeriesDrawing,
  [from, to]: readonly [number, number],
  x: Scale,
): readonly Mark[] =>
  drawing.changes
    .filter((at) => at > from && at < to)
    .flatMap((at, index) => [
      ...changeMark(x(at), [plot.y - 22, bottom]),
      ...(index === 0 ? [changeLabel(x(at), plot.y - 14)] : []),
    ]);
