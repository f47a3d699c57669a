import type { Source } from "../found.ts";

/** One directive of nginx, or of a format built like it. */
export interface Directive {
  readonly name: string;
  readonly values: readonly string[];
  readonly file: string;
  readonly line: number;
  /** Present where it opens a block. */
  readonly block?: readonly Directive[];
}

/** The directives of an nginx configuration; what is broken is left out. */
export function directivesOf({ text, file, firstLine }: Source): readonly Directive[] {
  const levels: Directive[][] = [[]];
  let words: string[] = [];
  let line = firstLine;
  let wordsLine = line;
  for (const [piece] of text.matchAll(pieces)) {
    const isWord = !/^(?:[;{}]$|\{%|#|\s)/.test(piece);
    if (isWord && words.length === 0) wordsLine = line;
    if (isWord && words.length < mostWords) words.push(bare(piece));
    const [name = "", ...values] = words;
    const block: Directive[] = [];
    const directive = { name: name.toLowerCase(), values, file, line: wordsLine };
    if (piece === ";" && name !== "") levels.at(-1)?.push(directive);
    if (piece === "{") {
      levels.at(-1)?.push({ ...directive, block });
      levels.push(block);
    }
    if (piece === "}" && levels.length > 1) levels.pop();
    if (/^[;{}]$/.test(piece)) words = [];
    for (let at = piece.indexOf("\n"); at !== -1; at = piece.indexOf("\n", at + 1)) line++;
  }
  return levels[0] ?? [];
}

// A variable's braces are part of its word: ${KEEPALIVE}. So are a template's.
const pieces =
  /#[^\n]*|[;{}](?![{%])|\{%[^\n]{0,200}?%\}|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|(?:\$\{[^}\n]{0,99}\}|\\[\s\S]|<%[^\n]{0,200}?%>|\{\{[^{}\n]{0,200}\}\}|[^\s;{}"'#\\])(?:\$\{[^}\n]{0,99}\}|\\[\s\S]|\{\{[^{}\n]{0,200}\}\}|[^\s;{}\\])*|\n|[^\S\n]+|[\s\S]/g;

const bare = (word: string) => (/^["']/.test(word) && word.length > 1 ? word.slice(1, -1) : word);
const mostWords = 100;
