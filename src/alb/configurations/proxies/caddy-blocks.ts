import { quotedWords } from "../formats/lines.ts";
import type { Source } from "../found-values.ts";

/** One line of a Caddyfile, with the lines in its braces. */
export interface CaddyLine {
  readonly words: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly block: readonly CaddyLine[];
}

/**
 * The lines of a Caddyfile as a tree. Caddy wants a brace that opens a block at the end of a line and one that closes it on a line of
 * its own; braces between words are taken for the same, because what is pasted may have been joined.
 */
export function parseCaddyfile({ text, file, firstLine }: Source): readonly CaddyLine[] {
  const levels: CaddyLine[][] = [[]];
  const add = (words: readonly string[], line: number) => {
    const block: CaddyLine[] = [];
    levels.at(-1)?.push({ words, file, line, block });
    return block;
  };
  text.split("\n").forEach((whole, index) => {
    let words: string[] = [];
    const end = () => {
      if (words.length > 0) add(words, firstLine + index);
      words = [];
    };
    for (const word of quotedWords(whole.slice(0, longestLine), "#")) {
      if (word === "{") {
        levels.push(add(words, firstLine + index));
        words = [];
      } else if (word === "}") {
        end();
        if (levels.length > 1) levels.pop();
      } else words.push(word);
    }
    end();
  });
  return levels[0] ?? [];
}

const longestLine = 4000;
