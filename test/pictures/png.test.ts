import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { indexedPng } from "../../src/pictures/png.ts";

const shade = fc.constantFrom(0, 1, 64, 128, 254, 255);
const colour = fc.tuple(shade, shade, shade, fc.constantFrom(0, 1, 100, 255));

it("keeps every pixel of a picture", () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(colour, { minLength: 81, maxLength: 81 }),
      async (width, height, all) => {
        const drawn = all.slice(0, width * height);
        const pixels = Uint8Array.from(drawn.flatMap(multiplied));
        const png = await indexedPng({ width, height, pixels });
        expect(pixelsOf(png, width)).toEqual(drawn.map(visible));
      },
    ),
  ));

it("makes one of colours that nobody can tell apart where there are more than 256", () =>
  fc.assert(
    fc.asyncProperty(fc.array(anyColour, { minLength: 1, maxLength: 2_000 }), async (drawn) => {
      const pixels = Uint8Array.from(drawn.flat());
      const seen = pixelsOf(
        await indexedPng({ width: drawn.length, height: 1, pixels }),
        drawn.length,
      );
      const distinct = new Set(seen.map(String)).size;
      expect(distinct).toBeLessThanOrEqual(256);
      const farthest = Math.max(
        ...seen.flatMap((one, at) =>
          one.map((part, which) => Math.abs(part - (drawn[at]?.[which] ?? 0))),
        ),
      );
      expect(farthest).toBeLessThan(64);
    }),
    { numRuns: 20 },
  ));

const whole = fc.integer({ min: 0, max: 255 });
const anyColour = fc.tuple(whole, whole, whole, fc.constant(255));

type Colour = readonly [red: number, green: number, blue: number, opacity: number];

const multiplied = ([red, green, blue, opacity]: Colour) => [
  ...[red, green, blue].map((one) => Math.round((one * opacity) / 255)),
  opacity,
];

/** As it comes back: what is hardly there has hardly a colour. */
const visible = (one: Colour): Colour => {
  const [red = 0, green = 0, blue = 0, opacity = 0] = multiplied(one);
  const own = (part: number) => Math.round((part * 255) / (opacity || 1));
  return [own(red), own(green), own(blue), opacity];
};

/** Red, green, blue and opacity of each pixel of a PNG with a palette. */
function pixelsOf(png: Buffer, width: number): readonly (readonly number[])[] {
  const [colours, opacities] = [chunkOf(png, "PLTE"), chunkOf(png, "tRNS")];
  const rows = inflateSync(chunkOf(png, "IDAT"));
  return [...rows.entries()]
    .filter(([at]) => at % (width + 1) > 0)
    .map(([, place]) => [
      ...colours.subarray(3 * place, 3 * place + 3),
      opacities.at(place) ?? Number.NaN,
    ]);
}

function chunkOf(png: Buffer, type: string): Buffer {
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString("latin1", at + 4, at + 8) !== type) continue;
    return png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
  }
  throw new Error(`There is no ${type}.`);
}
