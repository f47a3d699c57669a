import { createRequire } from "node:module";
import { renderAsync } from "@resvg/resvg-js";
import type { Draw, Drawing } from "../language/picture.ts";
import { drawComparison } from "./comparison.ts";
import { drawFailures } from "./failures.ts";
import { drawFlow } from "./flow.ts";
import { drawHistogram } from "./histogram.ts";
import { drawIntervals } from "./intervals.ts";
import { indexedPng } from "./png.ts";
import { drawSeries } from "./series.ts";
import { zoomFor } from "./style.ts";
import type { Picture } from "./svg.ts";

/** Draws pictures as PNG, without a browser and without the machine's fonts. */
export function createDraw(): Draw {
  const paint = createPaint();
  return async (drawing) => paint(renderDrawing(drawing));
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

export const renderDrawing = (drawing: Drawing): Picture =>
  (pictures[drawing.kind] as (drawing: Drawing) => Picture)(drawing);

const pictures: {
  readonly [Kind in Drawing["kind"]]: (drawing: Drawing & { readonly kind: Kind }) => Picture;
} = {
  failures: drawFailures,
  comparison: drawComparison,
  series: drawSeries,
  intervals: drawIntervals,
  histogram: drawHistogram,
  flow: drawFlow,
};
