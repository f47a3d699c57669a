import type { Source } from "../found.ts";
import type { Tree } from "./tree.ts";
import { yamlOf } from "./yaml.ts";

/** A JSON text, comments and trailing commas allowed, read as the YAML that it is without its comments. */
export function jsonOf(source: Source): readonly Tree[] | undefined {
  const text = source.text.replaceAll(
    /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\t/g,
    (piece) => {
      if (piece.startsWith('"')) return piece;
      return piece === "\t" ? " " : piece.replaceAll(/[^\n]/g, " ");
    },
  );
  return yamlOf({ ...source, text });
}
