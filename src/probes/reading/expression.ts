import {
  compile,
  getRegisteredFunctions,
  isRegistered,
  TreeInterpreter,
} from "@jmespath-community/jmespath";

/** Why an expression is none, in a sentence; undefined for one that can be read with. */
export function expressionProblem(text: string): string | undefined {
  if (text.length > longest) return `An expression has at most ${longest} characters.`;
  // The parser calls itself for each of them.
  if ((text.match(/[([{!&]/g) ?? []).length > deepest)
    return `An expression has at most ${deepest} brackets, ! and & in it.`;
  try {
    const nodes = [...nodesOf(compile(text))];
    const says = nodes.map((node) => wrongWith(node, text)).find((one) => one !== undefined);
    return says && `“${text}” is no expression in JMESPath: ${says}`;
  } catch (error) {
    return `“${text}” is no expression in JMESPath: ${errorLine(error)}.`;
  }
}

/** The names that an expression reads, not those that it gives what it read; none where it is no expression. */
export function fieldsIn(text: string): readonly string[] {
  try {
    const nodes = [...nodesOf(compile(text))];
    const given = new Set(
      nodes.flatMap(({ type, name }) => (type === "KeyValuePair" ? [name] : [])),
    );
    const read = nodes.flatMap(({ type, name }) => (type === "Field" && name ? [name] : []));
    return [...new Set(read)].filter((name) => !given.has(name));
  } catch {
    return [];
  }
}

/** Characters. */
const longest = 500;
const deepest = 40;

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly operator?: string;
  readonly left?: unknown;
  readonly right?: unknown;
  readonly children?: readonly unknown[];
}

function* nodesOf(part: unknown): Generator<Node> {
  if (Array.isArray(part)) for (const one of part) yield* nodesOf(one);
  else if (typeof part === "object" && part !== null) {
    if ("type" in part && typeof part.type === "string") yield part as Node;
    // A literal holds data, which may look like a node.
    if (!("type" in part) || part.type !== "Literal") yield* nodesOf(Object.values(part));
  }
}

/** What the parser takes, and what would fail or read nothing when the flow is walked. */
function wrongWith(node: Node, text: string): string | undefined {
  const { type, name = "", operator, left, right } = node;
  if (type === "Function") return callProblem(node);
  if (type === "Binding" && !/\blet\b/.test(text)) return "Equal is written ==.";
  if (type !== "Arithmetic" || operator !== "Minus") return undefined;
  const [first, second] = [left, right].map((one) => (one as Node).name ?? "");
  const hyphened = `${first}-${second}`;
  return name === "" && first !== "" && second !== "" && text.includes(hyphened)
    ? `A name with a hyphen in it is quoted: "${hyphened}".`
    : undefined;
}

function callProblem({ name = "", children = [] }: Node): string | undefined {
  if (!isRegistered(name))
    return `There is no function "${name}". There is: ${getRegisteredFunctions().join(", ")}.`;
  const nothing = { type: "Literal", value: null };
  try {
    TreeInterpreter.search(
      { type: "Function", name, children: children.map(() => nothing) } as never,
      null,
    );
    return undefined;
  } catch (error) {
    // Of what kind its arguments are is known only when it reads.
    const says = errorLine(error);
    return /arity|argument/i.test(says) && !/type/i.test(says) ? `${says}.` : undefined;
  }
}

/** What a library says of what went wrong, on one line. */
export const errorLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .split("\n", 1)
    .join("")
    .slice(0, 200)
    .replace(/\.$/, "");
