import type { Source } from "../found-values.ts";

/** One directive of nginx, or of a format built like it. */
export interface Directive {
  readonly name: string;
  readonly values: readonly string[];
  readonly file: string;
  readonly line: number;
  /** Present where it opens a block. */
  readonly block?: readonly Directive[];
}

/**
 * The directives of an nginx configuration, in linear time; what is broken is left out. A block that is not closed goes on in what was
 * not given, like one that includes a file.
 */
export function parseNginx({ text, file, firstLine }: Source): readonly Directive[] {
  const levels: Directive[][] = [[]];
  let words: string[] = [];
  let line = firstLine;
  let wordsLine = line;
  let at = 0;
  while (at < text.length) {
    const end = endOfPiece(text, at);
    const piece = text.slice(at, end);
    const sign = end === at + 1 && /^[;{}]$/.test(piece) ? piece : "";
    const isWord = sign === "" && !/^[\s#]/.test(piece) && !piece.startsWith("{%");
    if (isWord && words.length === 0) wordsLine = line;
    if (isWord && words.length < mostWords) words.push(bare(piece));
    if (sign !== "") {
      applySign(levels, sign, words, { file, line: wordsLine });
      words = [];
    }
    for (let next = at; next < end; next++) if (text.charCodeAt(next) === 10) line++;
    at = end;
  }
  for (const open of levels.slice(1))
    open.push({ name: "include", values: ["the rest"], file, line });
  return levels[0] ?? [];
}

function applySign(
  levels: Directive[][],
  sign: string,
  [name = "", ...values]: readonly string[],
  place: Pick<Directive, "file" | "line">,
): void {
  const directive = { name: name.toLowerCase(), values, ...place };
  if (sign === ";" && name !== "") levels.at(-1)?.push(directive);
  if (sign === "{") {
    const block: Directive[] = [];
    levels.at(-1)?.push({ ...directive, block });
    levels.push(block);
  }
  if (sign === "}" && levels.length > 1) levels.pop();
}

/** Where the piece that begins here ends: spaces, a comment, a sign, a tag of a template, a quoted text or a word. */
function endOfPiece(text: string, at: number): number {
  const first = text[at] ?? "";
  if (/\s/.test(first)) return at + 1;
  if (first === "#") return endOr(text.indexOf("\n", at), text.length);
  const tag = endOfTag(text, at);
  if (tag > at) return tag;
  if (/[;{}]/.test(first)) return at + 1;
  return first === '"' || first === "'" ? endOfQuote(text, at, first) : endOfWord(text, at);
}

function endOfQuote(text: string, at: number, quote: string): number {
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === "\\") next++;
    else if (text[next] === quote) return next + 1;
  }
  return text.length;
}

/** A variable's braces are part of its word: ${KEEPALIVE}. So are a template's. */
function endOfWord(text: string, at: number): number {
  let next = at;
  while (next < text.length) {
    const letter = text[next] ?? "";
    if (letter === "\\") next += 2;
    else if (/[\s;}]/.test(letter)) break;
    else if (letter === "{" || letter === "$" || letter === "<") {
      const end = endOfTag(text, next);
      if (end === next && letter === "{") break;
      next = Math.max(end, next + 1);
    } else next++;
  }
  return Math.max(next, at + 1);
}

/** Where a template's tag or a variable in braces ends; `at` where none begins. They are short and end on their line. */
function endOfTag(text: string, at: number): number {
  const [, closing] = tags.find(([opening]) => text.startsWith(opening, at)) ?? [];
  if (closing === undefined) return at;
  const inside = text.slice(at, at + longestTag);
  const end = inside.indexOf(closing);
  const line = inside.indexOf("\n");
  return end === -1 || (line !== -1 && line < end) ? at : at + end + closing.length;
}

const tags: readonly (readonly [string, string])[] = [
  ["${", "}"],
  ["{{", "}}"],
  ["{%", "%}"],
  ["<%", "%>"],
];

const endOr = (found: number, otherwise: number) => (found === -1 ? otherwise : found);
const bare = (word: string) => (/^["']/.test(word) && word.length > 1 ? word.slice(1, -1) : word);
const mostWords = 100;
const longestTag = 300;
