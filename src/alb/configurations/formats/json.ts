import type { Source } from "../found-values.ts";
import type { Tree } from "./tree.ts";
import { parseYaml } from "./yaml.ts";

/** A JSON text, comments and trailing commas allowed, read as the YAML that it is without its comments. */
export const parseJsonTrees = (source: Source): readonly Tree[] | undefined =>
  parseYaml({ ...source, text: withoutComments(source.text) });

/** Comments become spaces and tabs one, so that lines and columns stay; texts are left alone. */
function withoutComments(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = endOfPiece(text, at);
    const piece = text.slice(at, end);
    const isComment = piece.startsWith("//") || piece.startsWith("/*");
    pieces.push(piece === "\t" ? " " : isComment ? piece.replaceAll(/[^\n]/g, " ") : piece);
    at = end;
  }
  return pieces.join("");
}

function endOfPiece(text: string, at: number): number {
  if (text[at] === '"') return endOfText(text, at);
  if (text.startsWith("//", at)) return endOr(text.indexOf("\n", at), text.length);
  if (text.startsWith("/*", at)) return endOr(text.indexOf("*/", at + 2), text.length - 2) + 2;
  return at + 1;
}

/** Behind the closing quote; a text that is not closed ends with its line. */
function endOfText(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === "\\") next++;
    else if (text[next] === '"') return next + 1;
    else if (text[next] === "\n") return next;
  }
  return text.length;
}

const endOr = (found: number, otherwise: number) => (found === -1 ? otherwise : found);
