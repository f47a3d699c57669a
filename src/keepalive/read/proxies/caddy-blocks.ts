import type { Source } from "../found.ts";

/** One line of a Caddyfile, with the lines in its braces. */
export interface CaddyLine {
  readonly words: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly block: readonly CaddyLine[];
}

/** The lines of a Caddyfile as a tree; a brace opens a block only at the end of a line. */
export function caddyLinesOf({ text, file, firstLine }: Source): readonly CaddyLine[] {
  const levels: CaddyLine[][] = [[]];
  text.split("\n").forEach((whole, index) => {
    const words = wordsOf(whole.slice(0, longestLine));
    if (words.length === 0) return;
    if (words[0] === "}") {
      if (levels.length > 1) levels.pop();
      return;
    }
    const opens = words.at(-1) === "{";
    const block: CaddyLine[] = [];
    const line = {
      words: opens ? words.slice(0, -1) : words,
      file,
      line: firstLine + index,
      block,
    };
    levels.at(-1)?.push(line);
    if (opens) levels.push(block);
  });
  return levels[0] ?? [];
}

function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/"[^"]*"|`[^`]*`|[^\s"`]+/g)) {
    if (word.startsWith("#")) break;
    words.push(word.replace(/^["`]|["`]$/g, ""));
  }
  return words;
}

const longestLine = 4000;
