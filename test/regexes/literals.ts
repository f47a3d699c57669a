import { globSync, readFileSync } from "node:fs";
import { type ESTree, parseSync } from "vite";

/** A regular expression of the sources. */
export interface Written {
  readonly pattern: string;
  readonly flags: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What the sources have: literals, and the files that build expressions at run time. */
export interface Expressions {
  readonly literals: readonly Written[];
  readonly building: readonly string[];
}

/** Every regular expression below a folder, found by a parser. */
export function expressionsIn(folder: string): Expressions {
  const literals: Written[] = [];
  const building = new Set<string>();
  for (const file of globSync(`${folder}/**/*.ts`).toSorted()) {
    const text = readFileSync(file, "utf8");
    const { program, errors } = parseSync(file, text);
    if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
    for (const node of nodesOf(program)) {
      if (isBuilding(node)) building.add(file);
      if (node.type !== "Literal" || !("regex" in node)) continue;
      const line = text.slice(0, node.start).split("\n").length;
      literals.push({ ...node.regex, file, line });
    }
  }
  return { literals, building: [...building] };
}

/** `new RegExp(…)` and `RegExp(…)`. */
const isBuilding = (node: ESTree.Node): boolean =>
  (node.type === "NewExpression" || node.type === "CallExpression") &&
  node.callee.type === "Identifier" &&
  node.callee.name === "RegExp";

function* nodesOf(value: unknown): Generator<ESTree.Node> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && typeof value.type === "string") yield value as ESTree.Node;
  for (const inner of Object.values(value)) yield* nodesOf(inner);
}
