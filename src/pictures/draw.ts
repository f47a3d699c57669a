import { createRequire } from "node:module";
import { renderAsync } from "@resvg/resvg-js";
import type { Draw, Drawing } from "../language/picture.ts";
import { comparison } from "./comparison.ts";
import { failures } from "./failures.ts";
import { flow } from "./flow.ts";
import { histogram } from "./histogram.ts";
import { intervals } from "./intervals.ts";
import { indexedPng } from "./png.ts";
import { series } from "./series.ts";
import { zoomFor } from "./style.ts";
import type { Picture } from "./svg.ts";

/** Draws pictures as PNG, without a browser and without the machine's fonts. */
export function createDraw(): Draw {
  const paint = createPaint();
  return async (drawing) => paint(pictureOf(drawing));
}

export function createPaint(): (picture: Picture) => Promise<Buffer> {
  const { resolve } = createRequire(import.meta.url);
  const fontFiles = ["400Regular/Inter_400Regular", "600SemiBold/Inter_600SemiBold"].map((name) =>
    resolve(`@expo-google-fonts/inter/${name}.ttf`),
  );
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "Inter" };
  return async ({ svg, height }) => {
    const fitTo = { mode: "zoom", value: zoomFor(height) } as const;
    // Off the main thread: a click that arrives meanwhile must be answered in time.
    return indexedPng(await renderAsync(svg, { font, fitTo }));
  };
}

export function pictureOf(drawing: Drawing): Picture {
  switch (drawing.kind) {
    case "failures":
      return failures(drawing);
    case "comparison":
      return comparison(drawing);
    case "series":
      return series(drawing);
    case "intervals":
      return intervals(drawing);
    case "histogram":
      return histogram(drawing);
    case "flow":
      return flow(drawing);
    default:
      throw new Error(`Unknown drawing: ${JSON.stringify(drawing satisfies never)}`);
  }
}
