import { type AST, parseTOML } from "toml-eslint-parser";
import type { Source } from "../found-values.ts";
import type { Tree, TreeEntry } from "./tree.ts";

/** A TOML text as one map; undefined when it is not TOML. */
export function parseToml({ text, firstLine }: Source): Tree | undefined {
  try {
    const [top] = parseTOML(text).body;
    const entries = top?.body.flatMap((part) => entryOf(part, firstLine - 1)) ?? [];
    return { kind: "map", line: firstLine, entries };
  } catch {
    return undefined;
  }
}

/** A table or a pair as nested maps: [a.b] c = 1 gives a: { b: { c: 1 } }. Tables of one name are not joined. */
function entryOf(
  part: AST.TOMLTable | AST.TOMLKeyValue,
  linesBefore: number,
): readonly TreeEntry[] {
  const line = part.loc.start.line + linesBefore;
  const value: Tree =
    part.type === "TOMLTable"
      ? { kind: "map", line, entries: part.body.flatMap((inner) => entryOf(inner, linesBefore)) }
      : treeOf(part.value, linesBefore);
  const keys = part.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value));
  return keys.reduceRight<TreeEntry[]>((inner, key) => {
    if (inner.length === 0) return [{ key, line, value }];
    return [{ key, line, value: { kind: "map", line, entries: inner } }];
  }, []);
}

function treeOf(node: AST.TOMLContentNode, linesBefore: number): Tree {
  const line = node.loc.start.line + linesBefore;
  if (node.type === "TOMLArray") {
    return { kind: "list", line, items: node.elements.map((inner) => treeOf(inner, linesBefore)) };
  }
  if (node.type === "TOMLInlineTable") {
    const entries = node.body.flatMap((inner) => entryOf(inner, linesBefore));
    return { kind: "map", line, entries };
  }
  return { kind: "scalar", line, text: String(node.value), contentLine: line };
}
