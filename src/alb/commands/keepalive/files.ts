import { readFile, stat } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { NamedText } from "#language";
import { BadInput } from "../../../run/errors.ts";

/** The texts of these files; - is standard input. Throws BadInput for what cannot be read or is no configuration by its size. */
export const readNamedFiles = (names: readonly string[]): Promise<readonly NamedText[]> =>
  Promise.all(names.map(fileNamed));

async function fileNamed(name: string): Promise<NamedText> {
  if (name === "-") return { name, text: await text(process.stdin) };
  try {
    const found = await stat(name);
    // What a shell puts in a file's place, <(…), ends by itself; another pipe may be waited for, and a device has no end.
    if (!found.isFile() && !(found.isFIFO() && name.startsWith("/dev/fd/")))
      throw new BadInput(`${name} is no file. Name files, or - for standard input.`);
    const { size } = found;
    if (size > largestFile)
      throw new BadInput(`${name} is larger than 50 MB, which is no configuration.`);
    return { name, text: await readFile(name, "utf8") };
  } catch (error) {
    if (error instanceof BadInput) throw error;
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new BadInput(`${name} could not be read${code}. Name files, or - for standard input.`);
  }
}

const largestFile = 50_000_000;
