/** YAML, JSON and TOML as one shape. */
export type Tree =
  | { readonly kind: "map"; readonly line: number; readonly entries: readonly TreeEntry[] }
  | { readonly kind: "list"; readonly line: number; readonly items: readonly Tree[] }
  | Scalar;

export interface TreeEntry {
  readonly key: string;
  readonly line: number;
  readonly value: Tree;
}

export interface Scalar {
  readonly kind: "scalar";
  readonly line: number;
  readonly text: string;
  /** For a text of several lines: the line on which its content begins. */
  readonly contentLine: number;
}

/** What stands under a key, letter case aside; the last one where it stands twice. */
export function child(tree: Tree | undefined, key: string): TreeEntry | undefined {
  if (tree?.kind !== "map") return undefined;
  const wanted = key.toLowerCase();
  return tree.entries.findLast((entry) => entry.key.toLowerCase() === wanted);
}

/** What stands under these keys, one inside of the other. */
export function entryAt(tree: Tree | undefined, ...path: readonly string[]): TreeEntry | undefined {
  let entry: TreeEntry | undefined;
  let current = tree;
  for (const key of path) {
    entry = child(current, key);
    current = entry?.value;
  }
  return entry;
}

/** The scalar's text; undefined for anything else. */
export const textOf = (tree: Tree | undefined): string | undefined =>
  tree?.kind === "scalar" ? tree.text : undefined;

export const itemsOf = (tree: Tree | undefined): readonly Tree[] =>
  tree?.kind === "list" ? tree.items : [];

export const entriesOf = (tree: Tree | undefined): readonly TreeEntry[] =>
  tree?.kind === "map" ? tree.entries : [];

/** Every map of the tree, outer ones first. */
export function* mapsOf(root: Tree): Generator<Tree & { kind: "map" }> {
  const waiting: Tree[] = [root];
  for (let tree = waiting.pop(); tree !== undefined; tree = waiting.pop()) {
    if (tree.kind === "map") yield tree;
    const inner = tree.kind === "map" ? tree.entries.map(({ value }) => value) : itemsOf(tree);
    for (let index = inner.length - 1; index >= 0; index--) waiting.push(inner[index] ?? tree);
  }
}

/** Every scalar with the keys that lead to it, joined by dots: "server.tomcat.keep-alive-timeout". */
export function* scalarsOf(
  root: Tree,
): Generator<{ readonly path: string; readonly scalar: Scalar }> {
  const waiting: { path: string; tree: Tree }[] = [{ path: "", tree: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, tree } = next;
    if (tree.kind === "scalar") yield { path, scalar: tree };
    else if (path.length < longestPath) {
      for (const { key, value } of [...entriesOf(tree)].reverse()) {
        waiting.push({ path: path === "" ? key : `${path}.${key}`, tree: value });
      }
      for (const item of itemsOf(tree)) waiting.push({ path, tree: item });
    }
  }
}

const longestPath = 500;
