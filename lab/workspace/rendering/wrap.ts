import { stripVTControlCharacters } from "node:util";

/** The width of a text on the screen, in characters, without colour codes. */
export const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

/** Breaks text at spaces into lines of at most `columns`; its own line breaks stay. */
export const wrap = (text: string, columns: number): readonly string[] =>
  text.split("\n").flatMap((line) => wrapLine(line, Math.max(10, columns)));

/** Puts the first prefix before the first line and the other before the rest. */
export const hang = (lines: readonly string[], first: string, rest: string): readonly string[] =>
  lines.map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd());

/** Text filled up to a width, or cut with an ellipsis. */
export function fitTo(text: string, columns: number, align: "left" | "center" | "right" = "left") {
  const cut = widthOf(text) > columns ? `${[...text].slice(0, columns - 1).join("")}…` : text;
  const space = " ".repeat(Math.max(0, columns - widthOf(cut)));
  if (align === "right") return space + cut;
  if (align === "center") {
    const half = Math.floor(space.length / 2);
    return space.slice(0, half) + cut + space.slice(half);
  }
  return cut + space;
}

function wrapLine(line: string, columns: number): readonly string[] {
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = "";
  for (const word of line.trim().split(/ +/)) {
    const longer = current === "" ? indent + word : `${current} ${word}`;
    if (current !== "" && widthOf(longer) > columns) {
      lines.push(current);
      current = indent + word;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}
