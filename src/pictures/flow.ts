import type { DrawnStop, FlowDrawing } from "../language/picture.ts";
import { tick } from "./status-sign.ts";
import { colours, fontSizes, margin, pictureWidth } from "./style.ts";
import { circle, line, type Mark, type Picture, picture, segment, textLine } from "./svg.ts";
import { fitText, wrapText } from "./text-widths.ts";

const rail = margin + 11;
const left = rail + 25;
const most = pictureWidth - left - margin;
const first = 62;
const lineHeight = 16;
const mostLines = 3;
// More than this is no picture that a phone shows; the outline has every step.
const mostStops = 12;

/** A runbook as a line with its steps, and below each of them what it may branch off to. */
export function drawFlow({ title, stops, end }: FlowDrawing): Picture {
  const shown = stops.slice(0, mostStops).map((stop) => ({ stop, lines: branches(stop) }));
  const tops = topsOf(shown.map(({ lines }) => lines.length));
  const bottom = tops.at(-1) ?? first;
  const more = stops.length - shown.length;
  const goal = more > 0 ? `And ${more} more steps` : end?.title;
  return picture(bottom + (goal === undefined ? 0 : 22), [
    textLine(margin, 32, fitText(title, pictureWidth - 2 * margin, fontSizes.title, true), {
      size: fontSizes.title,
      bold: true,
    }),
    segment([rail, first], [rail, goal === undefined ? (tops.at(-2) ?? first) : bottom], {
      stroke: colours.frame,
      width: 3,
    }),
    ...shown.flatMap(({ stop, lines }, index) =>
      stopAt(stop, lines, { number: index + 1, y: tops[index] ?? first }),
    ),
    ...(goal === undefined
      ? []
      : goalAt(goal, more > 0 ? "open" : (end?.outcome ?? "open"), bottom)),
  ]);
}

/** The height of each stop's middle, and of the end. */
function topsOf(lines: readonly number[]): readonly number[] {
  const tops = [first];
  for (const count of lines) tops.push((tops.at(-1) ?? first) + 34 + count * lineHeight);
  return tops;
}

function branches({ aside, back }: DrawnStop): readonly string[] {
  const ways = [...aside, ...back.map((number) => `back\u00a0to\u00a0${number}`)];
  if (ways.length === 0) return [];
  return wrapText(`or ${ways.join(" · ")}`, most, fontSizes.small, mostLines);
}

interface Placed {
  readonly number: number;
  readonly y: number;
}

function stopAt(
  { title }: DrawnStop,
  lines: readonly string[],
  { number, y }: Placed,
): readonly Mark[] {
  const look = {
    bold: true,
    size: fontSizes.small,
    fill: colours.ground,
    anchor: "middle",
  } as const;
  const below = y + 9 + lineHeight;
  return [
    ...(lines.length === 0 ? [] : [branch(y, below)]),
    circle([rail, y], 12.5, colours.ground),
    circle([rail, y], 10.5, colours.text),
    textLine(rail, y + 4.3, String(number), look),
    textLine(left, y + 5, fitText(title, most, fontSizes.body + 1, true), {
      bold: true,
      size: fontSizes.body + 1,
    }),
    ...lines.map((said, index) =>
      textLine(left, below + index * lineHeight, said, {
        size: fontSizes.small,
        fill: colours.muted,
      }),
    ),
  ];
}

/** Leaves the line towards what stands below. */
const branch = (y: number, below: number): Mark =>
  line(
    [
      [rail, y],
      [rail, below - 14],
      [rail + 10, below - 4],
      [left - 5, below - 4],
    ],
    { stroke: colours.frame, width: 2 },
  );

function goalAt(title: string, outcome: "resolved" | "elsewhere" | "open", y: number) {
  const fill = outcome === "resolved" ? colours.good : colours.quiet;
  return [
    circle([rail, y], 12.5, colours.ground),
    circle([rail, y], 10.5, fill),
    ...(outcome === "resolved" ? [tick([rail, y])] : []),
    textLine(left, y + 5, fitText(title, most, fontSizes.body + 1, true), {
      ...{
        bold: true,
        size: fontSizes.body + 1,
        fill: outcome === "resolved" ? fill : colours.text,
      },
    }),
  ];
}
