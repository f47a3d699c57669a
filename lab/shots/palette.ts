import { crc32, deflateSync, inflateSync } from "node:zlib";

/**
 * A PNG of Chromium (8 bits, RGB or RGBA, not interlaced) again with a palette of at most 256 colours, in about a third
 * of the bytes. Pages have few colours; what little is lost is in the edges of letters.
 */
export function withPalette(png: Uint8Array): Uint8Array {
  const { width, height, pixels } = decode(Buffer.from(png));
  const palette = choosePalette(pixels);
  const rows = Buffer.alloc((width + 1) * height);
  const nearest = nearestIn(palette);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + x + 1] = nearest(pixels[y * width + x] ?? 0);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap(channels));
  const chunks = [chunk("IHDR", header), chunk("PLTE", colours), chunk("IDAT", pack(rows))];
  return Buffer.concat([signature, ...chunks, chunk("IEND", Buffer.alloc(0))]);
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const pack = (rows: Buffer): Buffer => deflateSync(rows, { level: 9, memLevel: 9 });

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Pixels as 0xRRGGBB, row by row. */
function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const bytes = png[25] === 6 ? 4 : 3;
  const rows = unfilter(inflateSync(dataOf(png)), width * bytes, height, bytes);
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = rows.readUIntBE(at * bytes, 3);
  return { width, height, pixels };
}

function dataOf(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return Buffer.concat(parts);
}

/** https://www.w3.org/TR/png-3/#9Filters */
function unfilter(packed: Buffer, stride: number, height: number, bytes: number): Buffer {
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = packed[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= bytes ? (rows[at - bytes] ?? 0) : 0;
      const up = y > 0 ? (rows[at - stride] ?? 0) : 0;
      const corner = x >= bytes && y > 0 ? (rows[at - stride - bytes] ?? 0) : 0;
      const guess = guesses[filter]?.(left, up, corner) ?? 0;
      rows[at] = (packed[y * (stride + 1) + x + 1] ?? 0) + guess;
    }
  }
  return rows;
}

const guesses: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
    if ((a ?? 0) <= (b ?? 0) && (a ?? 0) <= (c ?? 0)) return left;
    return (b ?? 0) <= (c ?? 0) ? up : corner;
  },
];

/** The most frequent colours, none of them too near to another. */
function choosePalette(pixels: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const frequent = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour);
  const palette: number[] = [];
  for (const colour of frequent) {
    if (palette.length === 256) break;
    // The first ones are the page's own colours and stay as they are.
    if (palette.length < 40 || palette.every((one) => distance(one, colour) > 90)) {
      palette.push(colour);
    }
  }
  return palette;
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map<number, number>();
  return (colour) => {
    const before = known.get(colour);
    if (before !== undefined) return before;
    let best = 0;
    for (let at = 1; at < palette.length; at += 1) {
      if (distance(palette[at] ?? 0, colour) < distance(palette[best] ?? 0, colour)) best = at;
    }
    known.set(colour, best);
    return best;
  };
}

const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function distance(one: number, other: number): number {
  const [r = 0, g = 0, b = 0] = channels(one);
  const [r2 = 0, g2 = 0, b2 = 0] = channels(other);
  return (r - r2) ** 2 + (g - g2) ** 2 + (b - b2) ** 2;
}
