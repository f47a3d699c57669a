import type { LinkVerdict } from "../engine/drawing.ts";
import { colours, type } from "./look.ts";
import { circle, line, type Mark, type Point, text } from "./svg.ts";

/** A cross, an equals sign, a question mark or a tick in a disc: shape and colour say the same. */
export function sign(verdict: LinkVerdict, fill: string, [x, y]: Point): readonly Mark[] {
  const disc = [circle([x, y], 14, colours.ground), circle([x, y], 12, fill)];
  if (verdict === "unknown") {
    const look = { bold: true, fill: colours.ground, anchor: "middle" } as const;
    return [...disc, text(x, y + 5.5, "?", { ...look, size: type.title })];
  }
  const stroke = { stroke: colours.ground, width: 2.75 };
  const shift = ([dx, dy]: Point): Point => [x + dx, y + dy];
  return [...disc, ...strokesOf(verdict).map((points) => line(points.map(shift), stroke))];
}

/** Around the middle of the disc. */
function strokesOf(verdict: LinkVerdict): readonly (readonly Point[])[] {
  if (verdict === "too-short") return cross;
  return verdict === "tie" ? equals : tick;
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

const tick: readonly (readonly Point[])[] = [
  [
    [-5.5, 0.5],
    [-1.5, 4.5],
    [5.5, -4.5],
  ],
];
