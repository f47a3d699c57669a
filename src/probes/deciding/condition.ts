import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import type { Json } from "#language";
import { isNode, refuseLiterals } from "./check-literals.ts";

/** What a name in a condition stands for: a value, a text that is one of these, or some by name ("errors.sum"). */
export type ValueType =
  | "number"
  | "text"
  | "any"
  | readonly string[]
  | { readonly [name: string]: "number" };
export type ValueTypes = { readonly [name: string]: ValueType };
export type ConditionValues = { readonly [name: string]: Json };

/** Whether a value has others by name. */
export const isTable = (value: Json | undefined): value is ConditionValues =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A condition in CEL that was found to be one. */
export interface CelCondition {
  /** The names that it asks for, each once, in order: "last", "errors.sum". */
  readonly names: readonly string[];
  /** Whether it holds of these values; throws with a sentence where it cannot be told. */
  readonly holds: (values: ConditionValues, now: number) => boolean;
}

/**
 * Reads a condition. Every number is a double, written 200 or 0.5, so that numbers can be compared and counted with whatever
 * their notation. Left out of CEL is what takes longer the larger the data is (all, exists, filter, map) or may take for ever
 * (matches). Throws with a sentence that says what is wrong.
 */
export function readCondition(text: string, types: ValueTypes): CelCondition {
  if (text.length > longest) throw new Error(`A condition has at most ${longest} characters.`);
  const parsed = inWords(() => environmentOf(amongThese(types, text)).parse(text));
  const nodes = [...nodesOf(parsed.ast)];
  refuseUnbounded(nodes);
  refuseLiterals(nodes, (name) => wordsOf(types, name));
  asDoubles(parsed.ast);
  const { valid, type, error } = parsed.check();
  if (!valid) throw new Error(summary(error));
  if (type !== "bool" && type !== "dyn")
    throw new Error(`It gives a ${type}, and a condition holds or does not: write last > 5.`);
  const names = namesOf(nodes);
  const holds = (values: ConditionValues, now: number) => {
    const result: unknown = inWords(() => parsed({ ...values, now: new Date(now) }));
    if (typeof result !== "boolean") throw new Error("It neither holds nor does it not.");
    return result;
  };
  return { names, holds };
}

/** Only what a condition asks for is declared: an answer that nobody compares may have any name, also one that CEL keeps for itself. */
const amongThese = (types: ValueTypes, text: string): ValueTypes => {
  const asked = new Set(namesIn(text).map((name) => name.split(".", 1)[0]));
  return Object.fromEntries(Object.entries(types).filter(([name]) => asked.has(name)));
};

/** The names that a condition asks for; none where it is no condition. */
export function namesIn(text: string): readonly string[] {
  try {
    return namesOf([...nodesOf(new Environment({ limits }).parse(text.slice(0, longest)).ast)]);
  } catch {
    return [];
  }
}

const namesOf = (nodes: readonly ASTNode[]): readonly string[] =>
  [...new Set(nodes.flatMap(nameOf))].filter(
    (name, _, all) => !all.some((other) => other.startsWith(`${name}.`)),
  );

/** Characters. */
const longest = 500;
const limits = {
  ...{ maxAstNodes: 200, maxDepth: 20, maxListElements: 50 },
  ...{ maxMapEntries: 10, maxCallArguments: 4 },
};

function environmentOf(types: ValueTypes): Environment {
  const environment = new Environment({ limits });
  for (const [sign, of] of Object.entries(arithmetic)) {
    environment.registerOperator(`double ${sign} int`, (a, b) => of(Number(a), Number(b)));
    environment.registerOperator(`int ${sign} double`, (a, b) => of(Number(a), Number(b)));
  }
  environment.registerOperator("double % double", (a, b) => Number(a) % Number(b));
  environment.registerOperator("double == int", (a, b) => Number(a) === Number(b));
  environment.registerVariable("now", "google.protobuf.Timestamp");
  for (const [name, type] of Object.entries(types)) {
    if (typeof type === "string") environment.registerVariable(name, celTypes[type]);
    else if (isWords(type)) environment.registerVariable(name, "string");
    else environment.registerVariable({ name, schema: mapped(type) });
  }
  return environment;
}

function wordsOf(types: ValueTypes, name: string): readonly string[] | undefined {
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  return type !== undefined && isWords(type) ? type : undefined;
}

/** Whether a name stands for one of some texts. */
export const isWords = (type: ValueType): type is readonly string[] => Array.isArray(type);

const mapped = (type: { readonly [name: string]: "number" }) =>
  Object.fromEntries(Object.keys(type).map((name) => [name, "double" as const]));

const celTypes = { number: "double", text: "string", any: "dyn" } as const;

const arithmetic: { readonly [sign: string]: (a: number, b: number) => number } = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

/** Each takes no longer than what it is given is long. */
const functions = new Set([
  ...["size", "contains", "startsWith", "endsWith", "lowerAscii", "upperAscii", "trim"],
  ...["has", "int", "double", "string", "bool", "timestamp", "duration"],
]);

function refuseUnbounded(nodes: readonly ASTNode[]): void {
  for (const { op, args } of nodes) {
    if (op !== "call" && op !== "rcall") continue;
    const name = String((args as readonly unknown[])[0]);
    if (!functions.has(name))
      throw new Error(
        `There is no "${name}" in a condition. There is: ${[...functions].join(", ")}. What needs more is read with JMESPath (read).`,
      );
  }
}

function* nodesOf(part: unknown): Generator<ASTNode> {
  if (Array.isArray(part)) for (const one of part) yield* nodesOf(one);
  if (!isNode(part)) return;
  yield part;
  yield* nodesOf(part.args);
}

/** "last" of last > 5, "errors.sum" of errors.sum > 5. */
function nameOf({ op, args }: ASTNode): readonly string[] {
  if (op === "id") return args === "now" ? [] : [String(args)];
  if (op !== ".") return [];
  const [of, field] = args as readonly [ASTNode, string];
  return nameOf(of).map((name) => `${name}.${field}`);
}

/** Whole numbers are integers in CEL, which neither equal nor add to others; but an index is one. */
function asDoubles(part: unknown): void {
  if (Array.isArray(part)) for (const one of part) asDoubles(one);
  if (!isNode(part)) return;
  const { op, args } = part;
  if (op === "value" && typeof args === "bigint") Object.assign(part, { args: Number(args) });
  else if (op === "[]") asDoubles((args as readonly unknown[])[0]);
  else asDoubles(args);
}

function inWords<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw new Error(summary(error));
  }
}

interface CelError extends Error {
  /** Its message without the place in the text. */
  readonly summary: string;
}

const taken = (name: string): string =>
  `“${name}” is a word of CEL's own: give the value, or the question that it answers, another name`;

const summary = (error: unknown): string => {
  const { message = String(error), summary: brief = message } = error as Partial<CelError>;
  const [, one, other] =
    /^Reserved identifier: (\w+)|declaration: '(\w+)' is already/.exec(brief) ?? [];
  const [says = brief] = [one, other].flatMap((name) => (name ? [taken(name)] : []));
  return `${says.split("\n", 1).join("").slice(0, 200).replace(/\.$/, "")}.`;
};
