import type { Source } from "../found-values.ts";
import type { Property } from "./properties.ts";

/** Settings of Akka, Pekko or Play at the beginning of a line, as blocks or with dots. */
export const isHocon = (line: string): boolean =>
  /^(?:akka|pekko|play)(?:\.[\w-]{1,60}){0,9}[ \t]{0,9}(?:\{|[=:])/.test(line.slice(0, 300));

/**
 * The settings of a HOCON text by their whole paths, blocks opened. One that takes a variable where that is set becomes
 * ${VARIABLE:-before}, as a shell would write it.
 */
export function parseHocon({ text, firstLine }: Source): readonly Property[] {
  const found = new Map<string, Property>();
  const open: string[] = [];
  text.split("\n").forEach((whole, index) => {
    const pieces = piecesOf(whole.slice(0, longestLine));
    pieces.forEach((piece, at) => {
      if (piece === "}") open.pop();
      if (/^[{}]$/.test(piece)) return;
      if (pieces[at + 1] === "{" && open.length < deepest) {
        open.push(piece.replace(/[ \t]{0,9}[=:]$/, ""));
        return;
      }
      const [, key, value] = /^([\w."-]{1,300})[ \t]{0,9}[=:](.*)$/.exec(piece) ?? [];
      if (key === undefined || value === undefined) return;
      const path = [...open, key].join(".").replaceAll('"', "");
      const before = found.get(path)?.value;
      found.set(path, { key: path, value: written(value.trim(), before), line: firstLine + index });
    });
  });
  return [...found.values()];
}

const written = (value: string, before: string | undefined) => {
  if (!/^\$\{\?/.test(value)) return value;
  const plain = before?.replaceAll(/["\s]/g, "") ?? "";
  return /^[\w.]{1,30}$/.test(plain) ? `\${VARIABLE:-${plain}}` : "$";
};

/** The settings and braces of a line, without its comment; the braces of ${…} are its own. */
function piecesOf(line: string): readonly string[] {
  const comment = line.search(/(?:^|[ \t])(?:#|\/\/)/);
  return (comment === -1 ? line : line.slice(0, comment))
    .replaceAll(/\$\{[^{}]{0,200}\}/g, (one) => one.replace("{", "\u0001").replace("}", "\u0002"))
    .split(/([{},])/)
    .map((piece) => piece.replace("\u0001", "{").replace("\u0002", "}").trim())
    .filter((piece) => piece !== "" && piece !== ",");
}

const longestLine = 2000;
const deepest = 50;
