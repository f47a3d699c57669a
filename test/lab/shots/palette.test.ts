import { crc32, deflateSync, inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { withPalette } from "../../../lab/shots/palette.ts";

const colours = [0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x123456, 0x000000] as const;

it.each([0, 1, 2, 3, 4])("keeps every pixel of a picture with few colours, filter %i", (filter) => {
  expect(pixelsOf(withPalette(picture(filter)))).toEqual([...colours]);
});

it("stays within 256 colours", () => {
  const many = Array.from({ length: 4_096 }, (_, at) => at * 4_096 + (at % 7));
  const { length } = chunkOf(withPalette(encode(many, 64, 0)), "PLTE");
  expect(length).toBeLessThanOrEqual(256 * 3);
  expect(length).toBeGreaterThan(100 * 3);
});

const picture = (filter: number) => encode(colours, 3, filter);

/** A PNG in RGB whose rows are all filtered the same way. */
function encode(pixels: readonly number[], width: number, filter: number): Buffer {
  const height = pixels.length / width;
  const plain = Buffer.from(pixels.flatMap((it) => [it >> 16, (it >> 8) & 255, it & 255]));
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (plain[y * width * 3 + x] ?? 0));
  const rows = Array.from({ length: height }, (_, y) => [
    filter,
    ...Array.from({ length: width * 3 }, (_, x) => {
      const [left, up, corner] = [at(x - 3, y), at(x, y - 1), at(x - 3, y - 1)];
      return (at(x, y) - guess(filter, left, up, corner)) & 255;
    }),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.from(rows.flat()));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND")]);
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 3) return Math.floor((left + up) / 2);
  if (filter !== 4) return [0, left, up][filter] ?? 0;
  const near = left + up - corner;
  const [first = 0] = [left, up, corner].toSorted(
    (a, b) => Math.abs(near - a) - Math.abs(near - b),
  );
  return first;
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function chunkOf(png: Uint8Array, type: string): Buffer {
  const bytes = Buffer.from(png);
  const at = bytes.indexOf(type);
  return bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4));
}

function pixelsOf(png: Uint8Array): readonly number[] {
  const palette = chunkOf(png, "PLTE");
  const rows = inflateSync(chunkOf(png, "IDAT"));
  const width = chunkOf(png, "IHDR").readUInt32BE(0);
  return [...rows].flatMap((value, at) =>
    at % (width + 1) === 0 ? [] : [palette.readUIntBE(value * 3, 3)],
  );
}
