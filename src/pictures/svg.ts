import { colours, fontSizes, pictureWidth } from "./style.ts";

export type Mark = string;

export interface Picture {
  readonly svg: string;
  /** In units. */
  readonly height: number;
}

/** The whole picture, `height` units high, on its own ground. */
export const picture = (height: number, marks: readonly Mark[]): Picture => ({
  height,
  svg: [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pictureWidth} ${round(height)}"`,
    ` width="${pictureWidth}" height="${round(height)}" font-family="Inter" font-weight="400">`,
    box({ x: 0, y: 0, width: pictureWidth, height }, { fill: colours.ground, radius: 10 }),
    ...marks,
    "</svg>",
  ].join(""),
});

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Shape {
  readonly fill?: string;
  readonly stroke?: string;
  readonly radius?: number;
  readonly opacity?: number;
}

export const box = (at: Box, { fill = "none", stroke, radius = 0, opacity = 1 }: Shape): Mark =>
  `<rect x="${round(at.x)}" y="${round(at.y)}" width="${round(at.width)}" height="${round(at.height)}" rx="${radius}" fill="${fill}" opacity="${opacity}"${stroke === undefined ? "" : ` stroke="${stroke}"`}/>`;

export interface Lettering {
  readonly size?: number;
  readonly fill?: string;
  readonly bold?: boolean;
  /** Which point of the text stands at x. */
  readonly anchor?: "start" | "middle" | "end";
}

/** A line of text whose letters stand on `y`. */
export const textLine = (x: number, y: number, said: string, look: Lettering = {}): Mark => {
  const { size = fontSizes.body, fill = colours.text, bold = false, anchor = "start" } = look;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${bold ? ' font-weight="600"' : ""}>${escaped(said)}</text>`;
};

export type Point = readonly [x: number, y: number];

export interface Stroke {
  readonly stroke: string;
  readonly width?: number;
  readonly dash?: string;
  readonly fill?: string;
}

export const line = (points: readonly Point[], look: Stroke): Mark => {
  const way = points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
  const dash = look.dash === undefined ? "" : ` stroke-dasharray="${look.dash}"`;
  return `<polyline points="${way}" fill="${look.fill ?? "none"}" stroke="${look.stroke}" stroke-width="${look.width ?? 1}" stroke-linejoin="round" stroke-linecap="round"${dash}/>`;
};

export const segment = (from: Point, to: Point, look: Stroke): Mark => line([from, to], look);

export const circle = ([x, y]: Point, radius: number, fill: string): Mark =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="${fill}"/>`;

const round = (number: number): number => Math.round(number * 100) / 100;

// Control characters would end the picture: XML does not allow them at all.
const escaped = (said: string): string =>
  said
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
