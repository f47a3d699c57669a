import { child, itemsOf, mapsOf, type Tree, textOf } from "../formats/tree.ts";

/**
 * Whether a document changes what containers of another document start, so that neither tells alone: an operation of RFC 6902 on
 * them, or a container that has options or variables and neither an image nor a program.
 */
export const isPatch = (tree: Tree): boolean =>
  itemsOf(tree).some(isOperation) || containersIn(tree).some(isPart);

const isOperation = (item: Tree) =>
  child(item, "op") !== undefined &&
  /^\/spec\/[\w/]{0,60}containers\/\d{1,4}\/(?:command|args|env)/.test(
    textOf(child(item, "path")?.value)?.slice(0, 300) ?? "",
  );

function containersIn(tree: Tree): readonly Tree[] {
  if (child(tree, "kind") === undefined) return [];
  return [...mapsOf(tree)].flatMap((map) => itemsOf(child(map, "containers")?.value));
}

function isPart(container: Tree): boolean {
  if (child(container, "image") !== undefined || child(container, "command") !== undefined)
    return false;
  const [first] = itemsOf(child(container, "args")?.value);
  return textOf(first)?.startsWith("-") ?? (first === undefined && changesVariables(container));
}

const changesVariables = (container: Tree) =>
  child(container, "env") !== undefined || child(container, "envFrom") !== undefined;
