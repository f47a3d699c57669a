import { expressionAt } from "./expression-value.ts";
import type { Syntax, Token } from "./scan.ts";
import { tokenize } from "./tokens.ts";
import type { Tree, TreeEntry } from "./tree.ts";

/** The tokens of a Terraform file; none for one too long to be written by people. */
export const hclTokens = (text: string, firstLine: number): readonly Token[] =>
  tokenize(text.replaceAll(/^[ \t]{0,50}\/\//gm, "#"), firstLine, syntax) ?? [];

const syntax: Syntax = { lineComment: "#", quotes: ['"'], blockComments: true };

/** The value that begins at a token, as a tree: lists and objects, and for any other expression a text that is not known. */
export function hclTree(tokens: readonly Token[], start: number, depth = 0): Tree {
  const token = tokens[start];
  const line = token?.line ?? 1;
  if (token?.text === "[" && token.kind === "sign" && depth < deepest)
    return { kind: "list", line, items: itemsIn(tokens, start, depth) };
  if (token?.text === "{" && token.kind === "sign" && depth < deepest)
    return { kind: "map", line, entries: entriesIn(tokens, start, depth) };
  const { end } = expressionAt(tokens, start, true);
  const isPlain = end === start + 1 && token !== undefined && token.kind !== "sign";
  const text =
    isPlain && (token.kind !== "word" || /^(?:true|false|null)$/.test(token.text))
      ? token.text
      : "$";
  return { kind: "scalar", line, text, contentLine: line };
}

function itemsIn(tokens: readonly Token[], open: number, depth: number): readonly Tree[] {
  const items: Tree[] = [];
  const close = tokens[open]?.partner ?? -1;
  for (let at = open + 1; at < close; ) {
    items.push(hclTree(tokens, at, depth + 1));
    at = commaAfter(tokens, at, open, close) + 1;
  }
  return items;
}

function commaAfter(tokens: readonly Token[], start: number, open: number, close: number): number {
  for (let at = start; at < close; at++)
    if (tokens[at]?.text === "," && tokens[at]?.parent === open && tokens[at]?.kind === "sign")
      return at;
  return close;
}

/** name = value, "name" = value and name: value, each on a line of its own or between commas. */
function entriesIn(tokens: readonly Token[], open: number, depth: number): readonly TreeEntry[] {
  const close = tokens[open]?.partner ?? -1;
  const entries: TreeEntry[] = [];
  for (let at = open + 1; at < close; at++) {
    const [key, sign] = [tokens[at], tokens[at + 1]];
    const isKey = key?.parent === open && key.kind !== "sign" && /^[=:]$/.test(sign?.text ?? "");
    if (!isKey) continue;
    entries.push({ key: key.text, line: key.line, value: hclTree(tokens, at + 2, depth + 1) });
    at = Math.max(at + 2, expressionAt(tokens, at + 2, true).end - 1);
  }
  return entries;
}

const deepest = 20;
