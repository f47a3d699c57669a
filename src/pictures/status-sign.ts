import type { TimerPair } from "../language/picture.ts";
import { colours, fontSizes } from "./style.ts";
import { circle, line, type Mark, type Point, textLine } from "./svg.ts";

/** A cross, an equals sign, a question mark or a tick in a disc: shape and colour say the same. */
export function statusSign(tone: TimerPair["tone"], fill: string, [x, y]: Point): readonly Mark[] {
  const disc = [circle([x, y], 14, colours.ground), circle([x, y], 12, fill)];
  if (tone === "unknown") {
    const look = { bold: true, fill: colours.ground, anchor: "middle" } as const;
    return [...disc, textLine(x, y + 5.5, "?", { ...look, size: fontSizes.title })];
  }
  return [...disc, ...strokesOf(tone).map((points) => strokeAt(points, [x, y]))];
}

export const tick = (at: Point): Mark => strokeAt(ticked, at);

const strokeAt = (points: readonly Point[], [x, y]: Point): Mark =>
  line(
    points.map(([dx, dy]): Point => [x + dx, y + dy]),
    { stroke: colours.ground, width: 2.75 },
  );

/** Around the middle of the disc. */
function strokesOf(tone: TimerPair["tone"]): readonly (readonly Point[])[] {
  if (tone === "bad") return cross;
  return tone === "equal" ? equals : [ticked];
}

const cross: readonly (readonly Point[])[] = [
  [
    [-4.5, -4.5],
    [4.5, 4.5],
  ],
  [
    [-4.5, 4.5],
    [4.5, -4.5],
  ],
];

const equals: readonly (readonly Point[])[] = [
  [
    [-5, -3],
    [5, -3],
  ],
  [
    [-5, 3],
    [5, 3],
  ],
];

const ticked: readonly Point[] = [
  [-5.5, 0.5],
  [-1.5, 4.5],
  [5.5, -4.5],
];
