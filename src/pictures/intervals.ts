import { shortDuration } from "../language/amounts.ts";
import type { DrawnTimer, IntervalsDrawing, TimerPair } from "../language/picture.ts";
import { linearScale, type Scale } from "./scale.ts";
import { statusSign } from "./status-sign.ts";
import { colours, fontSizes, margin, pictureWidth } from "./style.ts";
import { box, circle, type Mark, type Picture, picture, segment, textLine } from "./svg.ts";
import { fitText } from "./text-widths.ts";

const rail = margin + 13;
const left = rail + 26;
const right = pictureWidth - margin - 62;
const stop = 34;
const between = 108;

/** What lies behind one another, and between neighbours: how long one keeps, when the other closes, and whether that is in order. */
export function drawIntervals({ stops, pairs }: IntervalsDrawing): Picture {
  const x = linearScale([0, longest(pairs)], [left, right]);
  const tops = topsOf(stops.length);
  const height = (tops.at(-1) ?? 0) + stop + margin - 6;
  return picture(height, [
    segment([rail, (tops[0] ?? 0) + stop / 2], [rail, (tops.at(-1) ?? 0) + stop / 2], {
      stroke: colours.frame,
      width: 3,
    }),
    ...stops.flatMap((name, index) => stopAt(name, tops[index] ?? 0)),
    ...pairs.flatMap((pair, index) => pairAt(pair, (tops[index + 1] ?? 0) + stop, x)),
  ]);
}

/** The outermost stands close to the next, for nothing is compared between them. */
const topsOf = (stops: number): readonly number[] =>
  Array.from({ length: stops }, (_, index) =>
    index === 0 ? margin - 4 : margin - 4 + 46 + (index - 1) * (stop + between),
  );

function stopAt(name: string, top: number): readonly Mark[] {
  const middle = top + stop / 2;
  const most = pictureWidth - left - margin;
  return [
    circle([rail, middle], 7, colours.ground),
    circle([rail, middle], 5, colours.text),
    textLine(left, middle + 5.5, fitText(name, most, fontSizes.title, true), {
      size: fontSizes.title,
      bold: true,
    }),
  ];
}

function pairAt({ first, second, tone, says }: TimerPair, top: number, x: Scale): readonly Mark[] {
  const fill = tones[tone];
  return [
    ...statusSign(tone, fill, [rail, top + between / 2 - 2]),
    ...timer(first, { top: top + 4, x, fill: colours.quiet }),
    ...timer(second, { top: top + 40, x, fill }),
    textLine(left, top + 94, says, { bold: true, fill }),
  ];
}

interface Placed {
  readonly top: number;
  readonly x: Scale;
  readonly fill: string;
}

/** What a timer does, a bar as long as it runs, and its seconds. */
function timer({ says, lasts }: DrawnTimer, { top, x, fill }: Placed): readonly Mark[] {
  const end = endOf(lasts, x);
  const high = 9;
  return [
    textLine(left, top + 11, fitText(says, 230, fontSizes.small), {
      size: fontSizes.small,
      fill: colours.muted,
    }),
    ...(end > left
      ? [
          box(
            { x: left, y: top + 17, width: Math.max(3, end - left), height: high },
            { fill, radius: 3 },
          ),
        ]
      : []),
    textLine(Math.max(end, left) + (end > left ? 7 : 0), top + 26, inWords(lasts), { bold: true }),
  ];
}

/** Where a bar ends; what lasts longer than the scale fills its width. */
function endOf(lasts: DrawnTimer["lasts"], x: Scale): number {
  if (lasts.kind === "never") return right;
  return "seconds" in lasts ? Math.min(right, x(lasts.seconds)) : left;
}

function inWords(lasts: DrawnTimer["lasts"]): string {
  switch (lasts.kind) {
    case "seconds":
      return shortDuration(lasts.seconds);
    case "at-least":
      return `≥ ${shortDuration(lasts.seconds)}`;
    case "never":
      return "never";
    case "at-once":
      return "at once";
    case "unknown":
      return "not known";
    default:
      throw new Error(`Unknown timer: ${JSON.stringify(lasts satisfies never)}`);
  }
}

const tones: { readonly [T in TimerPair["tone"]]: string } = {
  bad: colours.fails,
  equal: colours.change,
  thin: colours.change,
  good: colours.good,
  unknown: colours.muted,
};

/** What the whole width stands for, in seconds: all bars are to one scale, and an hour must not make a minute invisible. */
function longest(pairs: readonly TimerPair[]): number {
  const firsts = pairs.flatMap(({ first }) => secondsOf(first));
  const all = [...firsts, ...pairs.flatMap(({ second }) => secondsOf(second))];
  return Math.max(
    1,
    Math.min(Math.max(...all), 3 * Math.max(...(firsts.length > 0 ? firsts : all))),
  );
}

const secondsOf = ({ lasts }: DrawnTimer): readonly number[] =>
  "seconds" in lasts ? [lasts.seconds] : [];
