import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDraw, renderDrawing } from "../../src/pictures/draw.ts";
import { indexedPng } from "../../src/pictures/png.ts";
import { pictureWidth, fontSizes as sizes } from "../../src/pictures/style.ts";
import { fitText, textWidth } from "../../src/pictures/text-widths.ts";
import { drawings } from "./drawings.ts";

const draw = createDraw();
const fontFiles = ["400Regular/Inter_400Regular", "600SemiBold/Inter_600SemiBold"].map((name) =>
  import.meta.resolve(`@expo-google-fonts/inter/${name}.ttf`).replace("file://", ""),
);
const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "Inter" };

describe.each(Object.entries(drawings))("the picture of %s", (_name, drawing) => {
  const { svg, height } = renderDrawing(drawing);

  it("stays within its frame", () => {
    const reach = new Resvg(svg, { font }).getBBox();
    expect(reach?.x).toBeGreaterThanOrEqual(-0.5);
    expect(reach?.y).toBeGreaterThanOrEqual(-0.5);
    expect((reach?.x ?? 0) + (reach?.width ?? 0)).toBeLessThanOrEqual(pictureWidth + 0.5);
    expect((reach?.y ?? 0) + (reach?.height ?? 0)).toBeLessThanOrEqual(height + 0.5);
  });

  it("has no word that is too small for a phone", () => {
    const used = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
    expect(used.length).toBeGreaterThan(0);
    expect(Math.min(...used)).toBeGreaterThanOrEqual(12);
    expect(sizes.small).toBeGreaterThanOrEqual(12);
  });

  it("holds no number that is none", () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});

describe("a drawn picture", () => {
  it("is a PNG with letters in it although no font of the machine is loaded", async () => {
    const drawing = drawings["a short path"] ?? fail();
    const { svg } = renderDrawing(drawing);
    const sharp = { font, fitTo: { mode: "zoom", value: 2.5 } } as const;
    const expected = new Resvg(svg, sharp).render();
    const wordless = new Resvg(svg.replaceAll(/<text.*?<\/text>/g, ""), sharp).render();
    const own = await indexedPng(expected);
    expect(own.length).toBeLessThan(expected.asPng().length / 2);
    expect(await draw(drawing)).toEqual(own);
    expect(differing(expected.pixels, wordless.pixels)).toBeGreaterThan(10_000);
  });

  it("is the same for the same numbers", async () => {
    const drawing = drawings["before and after"] ?? fail();
    expect(await draw(drawing)).toEqual(await draw(drawing));
  });
});

describe("the width of a text", () => {
  it.each([false, true])("is what the font makes of it (bold: %s)", (isBold) => {
    const said = "Tomcat closes 54 s too early, 0.012 % of 241,566";
    const weight = isBold ? ' font-weight="600"' : "";
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="999" height="99"><text x="0" y="50" font-family="Inter" font-size="20"${weight}>${said}</text></svg>`;
    const drawn = new Resvg(svg, { font }).getBBox()?.width ?? 0;
    expect(Math.abs(textWidth(said, 20, isBold) - drawn)).toBeLessThan(drawn * 0.03);
  });

  it("is never more than asked for once a text is fitted", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: 20, max: 400 }),
        (said, most) => {
          expect(textWidth(fitText(said, most, 12), 12)).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});

function fail(): never {
  throw new Error("There is no such drawing.");
}

const differing = (one: Buffer, other: Buffer): number =>
  one.reduce((count, byte, at) => count + (byte === other[at] ? 0 : 1), 0);
