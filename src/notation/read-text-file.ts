import { readFile, stat } from "node:fs/promises";

/** Bytes; what people write by hand is far below. */
const largest = 2_000_000;

/**
 * The text of a file in UTF-8. Rejects at once with what is wrong, as the end of a sentence, for what is no file (a pipe would be
 * waited for, a device has no end), is too large, or has other letters.
 */
export async function readTextFile(path: string): Promise<string> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error("it is no file");
  if (found.size > largest) throw new Error(`it is larger than ${largest / 1_000_000} MB`);
  const text = textOf(await readFile(path));
  if (text === undefined) throw new Error("its letters are in another encoding: save it as UTF-8");
  return text;
}

/** What bytes say in UTF-8, without a mark before it; undefined in another encoding. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
