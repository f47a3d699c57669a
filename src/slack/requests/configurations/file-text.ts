/** What was fetched, or a sentence after the file's name that says why there is nothing. */
export type Bytes =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "none"; readonly says: string };

/** A file's text, whatever wrote it; what is no text is told by its first bytes. */
export function textOf(
  bytes: Buffer,
):
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "none"; readonly says: string } {
  if (bytes.length === 0) return { kind: "none", says: "is empty." };
  const packed = packs.some((start) => bytes.subarray(0, start.length).equals(start));
  if (packed) return { kind: "none", says: "is packed. Unpack it first." };
  const encoding = marks.find(([mark]) => bytes.subarray(0, mark.length).equals(mark))?.[1];
  if (encoding === undefined && bytes.subarray(0, looked).includes(0)) {
    return { kind: "none", says: "is no text. Give the configuration itself." };
  }
  return { kind: "text", text: new TextDecoder(encoding ?? "utf-8").decode(bytes) };
}

/** gzip, zip, zstd, xz. */
const packs = [
  Buffer.from([0x1f, 0x8b]),
  Buffer.from([0x50, 0x4b, 0x03, 0x04]),
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
  Buffer.from([0xfd, 0x37, 0x7a, 0x58]),
];

/** Byte order marks, as Windows writes them. */
const marks: readonly (readonly [Buffer, string])[] = [
  [Buffer.from([0xff, 0xfe]), "utf-16le"],
  [Buffer.from([0xfe, 0xff]), "utf-16be"],
  [Buffer.from([0xef, 0xbb, 0xbf]), "utf-8"],
];

const looked = 8_000;
