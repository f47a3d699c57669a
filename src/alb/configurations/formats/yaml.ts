import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseAllDocuments,
  type Range,
} from "yaml";
import type { Source } from "../found-values.ts";
import type { Scalar, Tree, TreeEntry } from "./tree.ts";

/** The documents of a YAML text; broken ones as far as they can be read. Undefined for a text too long to read in time. */
export function parseYaml({ text, firstLine }: Source): readonly Tree[] | undefined {
  if (text.length > longestYaml || isTooDeep(text)) return undefined;
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    // Both would take quadratic time on a hostile text.
    prettyErrors: false,
    uniqueKeys: false,
    version: "1.1",
    merge: true,
  });
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1;
  return [...parsed].flatMap((document) => treeOf(document, text, lineAt) ?? []);
}

/** The nodes of a document, aliases followed, within a budget: an alias can stand for a billion nodes. */
function treeOf(document: Document, text: string, lineAt: (offset: number) => number) {
  const anchors = new Map<string, unknown>();
  let budget = mostNodes;
  const convert = (node: unknown, depth: number): Tree | undefined => {
    if (depth > deepest || --budget < 0) return undefined;
    const next = (inner: unknown) => convert(inner, depth + 1);
    if (isAlias(node)) return next(anchors.get((node as Alias).source));
    const range = rangeOf(node);
    if (range === undefined) return undefined;
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor !== undefined) anchors.set(anchor, node);
    const line = lineAt(range[0]);
    if (isScalar(node)) return scalarOf(String(node.value ?? ""), text, range, line);
    if (isSeq(node)) return { kind: "list", line, items: node.items.flatMap((i) => next(i) ?? []) };
    if (!isMap(node)) return undefined;
    const entries = node.items.flatMap(({ key, value }) => entryOf(key, value, lineAt, next));
    return { kind: "map", line, entries };
  };
  return convert(document.contents, 0);
}

/** One pair of a map; a merged map ("<<") gives all of its own, which those beside it override. */
function entryOf(
  key: unknown,
  value: unknown,
  lineAt: (offset: number) => number,
  convert: (node: unknown) => Tree | undefined,
): readonly TreeEntry[] {
  const range = rangeOf(key);
  const tree = convert(value);
  if (!isScalar(key) || range === undefined) return [];
  const name = String(key.value ?? "");
  if (name.startsWith("Symbol(") || name === "<<") return tree?.kind === "map" ? tree.entries : [];
  const line = lineAt(range[0]);
  return [
    { key: name, line, value: tree ?? { kind: "scalar", line, text: "", contentLine: line } },
  ];
}

/** In a block scalar the content begins on the line after its mark. */
function scalarOf(value: string, text: string, [start]: Range, line: number): Scalar {
  const isBlock = text[start] === "|" || text[start] === ">";
  return { kind: "scalar", line, text: value, contentLine: isBlock ? line + 1 : line };
}

/** Brackets that are opened and never closed take the parser's time without end. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > deepestBrackets) return true;
  }
  return false;
}

const rangeOf = (node: unknown): Range | undefined =>
  (node as ParsedNode | null | undefined)?.range ?? undefined;

const longestYaml = 1_000_000;
const mostNodes = 400_000;
const deepest = 100;
const deepestBrackets = 500;
