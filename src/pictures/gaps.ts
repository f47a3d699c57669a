import { grouped, percent, seconds } from "../language/amounts.ts";
import type { GapsDrawing } from "../language/picture.ts";
import { changeMark, heightAxis } from "./axes.ts";
import { colours, edge, type, width } from "./look.ts";
import { roundUp, type Scale, scale } from "./scale.ts";
import { type Box, box, type Mark, type Picture, picture, segment, text } from "./svg.ts";

const upper: Box = { x: edge, y: 124, width: width - 2 * edge, height: 70 };
const lower: Box = { x: edge, y: 230, width: width - 2 * edge, height: 56 };

/** How long connections had been idle: failed requests above the others, each as a share of its own kind. */
export function gaps(drawing: GapsDrawing): Picture {
  const { failures, controls, timeout } = drawing;
  const [low, high] = shown(drawing);
  const x = scale([low, high], [upper.x, upper.x + upper.width]);
  const mark = timeout === null ? [] : timeoutMark(x(timeout.seconds));
  const highest = Math.max(highestOf(drawing, failures), highestOf(drawing, controls));
  return picture(336, [
    ...heading(drawing),
    ...mark,
    ...histogram(drawing, failures, {
      plot: upper,
      x,
      fill: colours.fails,
      name: "failed requests",
      highest,
    }),
    ...histogram(drawing, controls, {
      plot: lower,
      x,
      fill: colours.quiet,
      name: "other requests",
      highest,
    }),
    ...secondsAxis([low, high], x),
  ]);
}

function heading({ timeout, failures, of }: GapsDrawing): readonly Mark[] {
  const all = of ?? total(failures);
  const first =
    timeout === null ? "No timeout stands out" : `Closed after ${seconds(timeout.seconds)}`;
  const range =
    timeout === null
      ? "The failed requests have no idle time in common."
      : `${grouped(all)} failed requests point at ${span(timeout.low, timeout.high)}.`;
  return [
    text(edge, 36, first, { size: type.big - 2, bold: true }),
    text(edge, 58, range, {}),
    text(edge, 80, of === undefined ? idleTime : earlierResponse, {
      size: type.small,
      fill: colours.muted,
    }),
  ];
}

/** "4.9 s to 5.1 s"; one value where both round to the same. */
function span(low: number, high: number): string {
  const [from, to] = [seconds(low), seconds(high)];
  return from === to ? `about ${from}` : `${from} to ${to}`;
}

const idleTime = "Idle time before a request reused a connection:";
const earlierResponse = "Share with an earlier response that long before:";

/** Twice as far as the timeout and the last failed request; all bins where there is no timeout. */
function shown({ failures, controls, from, binSeconds, timeout }: GapsDrawing): [number, number] {
  const endOf = (bin: number) => from + (bin + 2) * binSeconds;
  const all = endOf(Math.max(lastFilled(failures), lastFilled(controls)));
  if (timeout === null) return [from, all];
  return [from, Math.min(all, Math.max(timeout.high * 2, endOf(lastFilled(failures))))];
}

const lastFilled = (counts: readonly number[]): number => counts.findLastIndex((one) => one > 0);
const total = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

interface Plotted {
  readonly plot: Box;
  readonly x: Scale;
  readonly fill: string;
  readonly name: string;
  /** The share at the top of the plot, the same for both. */
  readonly highest: number;
}

const highestOf = ({ of }: GapsDrawing, counts: readonly number[]): number =>
  Math.min(1, roundUp(Math.max(0, ...counts) / Math.max(1, of ?? total(counts))));

function histogram(
  { from, binSeconds, of }: GapsDrawing,
  counts: readonly number[],
  { plot, x, fill, name, highest }: Plotted,
): readonly Mark[] {
  const all = Math.max(1, of ?? total(counts));
  const floor = plot.y + plot.height;
  const y = scale([0, highest], [floor, plot.y]);
  return [
    ...heightAxis(plot, `${grouped(all)} ${name}`, percent(highest)),
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
    .filter((at) => at <= high && x(at) < width - edge - 10)
    .flatMap((at) => [
      segment([x(at), bottom], [x(at), bottom + 4], { stroke: colours.frame }),
      text(x(at), bottom + 17, seconds(at), {
        size: type.small,
        fill: colours.muted,
        anchor: x(at) < edge + 8 ? "start" : "middle",
      }),
    ]);
}

// Not through the words between the two plots.
const timeoutMark = (x: number): readonly Mark[] =>
  [upper, lower].flatMap(({ y, height }) => changeMark(x, [y, y + height]));
