import { promisify } from "node:util";
import { crc32, deflate } from "node:zlib";

/** What was drawn: four bytes a pixel, red, green, blue, each times the opacity, and the opacity. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * A PNG with a palette, half the size of one that tells each pixel's colour, compressed beside the event loop. Where there are more than
 * 256 colours, all of them blends at the edges of letters and lines, those that nobody can tell apart become one.
 * https://www.w3.org/TR/png-3/
 */
export async function indexedPng(drawn: Pixels): Promise<Buffer> {
  const indexed = indexOf(drawn);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(drawn.width, 0);
  header.writeUInt32BE(drawn.height, 4);
  header.set([8, 3], 8); // bits an index; "indexed-colour"
  const colours = indexed.colours.map(plain);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(colours.flatMap((one) => one.slice(0, 3)))),
    chunk("tRNS", Buffer.from(colours.map(([, , , opacity]) => opacity))),
    chunk("IDAT", await compressed(indexed.rows, { level: 6 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const compressed = promisify(deflate) as (
  bytes: Uint8Array,
  options: { readonly level: number },
) => Promise<Buffer>;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Indexed {
  readonly colours: readonly number[];
  readonly rows: Uint8Array;
}

/** The colours, told apart as finely as 256 of them allow, and for each pixel the place of its own. */
function indexOf(drawn: Pixels, bits = 8): Indexed {
  const step = (0xff << (8 - bits)) & 0xff;
  const mask = (step << 24) | (step << 16) | (step << 8) | step;
  return indexed(drawn, mask) ?? indexOf(drawn, bits - 1);
}

/** Colours alike under the mask are the first of them; each row begins with a byte that says that it is not filtered. */
function indexed({ width, height, pixels }: Pixels, mask: number): Indexed | undefined {
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const places = new Map<number, number>();
  const colours: number[] = [];
  const rows = new Uint8Array((width + 1) * height);
  for (let row = 0, at = 0; row < height; row += 1) {
    for (let column = 1; column <= width; column += 1, at += 4) {
      const colour = bytes.readInt32BE(at);
      const place = places.get(colour & mask) ?? colours.length;
      if (place === 256) return undefined;
      if (place === colours.length) {
        places.set(colour & mask, place);
        colours.push(colour);
      }
      rows[row * (width + 1) + column] = place;
    }
  }
  return { colours, rows };
}

function plain(colour: number): readonly [number, number, number, number] {
  const opacity = colour & 255;
  const own = (shift: number) => Math.round((((colour >>> shift) & 255) * 255) / (opacity || 1));
  return [own(24), own(16), own(8), opacity];
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
