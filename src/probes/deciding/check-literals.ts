import type { ASTNode } from "@marcbachmann/cel-js";

/** The texts that a name stands for, where it stands for one of some. */
export type WordsOf = (name: string) => readonly string[] | undefined;

/** Refuses what is written in a condition and can never hold; throws with a sentence. */
export function refuseLiterals(nodes: readonly ASTNode[], wordsOf: WordsOf): void {
  for (const { op, args } of nodes) {
    const [first, second] = Array.isArray(args) ? (args as readonly unknown[]) : [];
    if (op === "call") refuseTime(String(first), (second as readonly unknown[])[0]);
    if (op === "==" || op === "!=") {
      refuseWord(first, second, wordsOf);
      refuseWord(second, first, wordsOf);
    }
    if (op === "in" && isNode(second) && second.op === "list")
      for (const one of second.args as readonly unknown[]) refuseWord(first, one, wordsOf);
  }
}

/** A time that the library would refuse only when the flow is walked. */
function refuseTime(name: string, given: unknown): void {
  const text = textOf(given);
  if (text === undefined) return;
  if (name === "duration" && !/^-?(\d+(\.\d+)?(h|ms|m|s))+$/.test(text))
    throw new Error(
      `“${text}” is no duration: write hours, minutes and seconds, such as duration('1h30m') or duration('720h').`,
    );
  if (
    name === "timestamp" &&
    !(/^\d{4}-\d\d-\d\dT/.test(text) && Number.isFinite(Date.parse(text)))
  )
    throw new Error(`“${text}” is no time: write timestamp('2026-11-30T00:00:00Z').`);
}

function refuseWord(of: unknown, literal: unknown, wordsOf: WordsOf): void {
  const name = isNode(of) && of.op === "id" ? String(of.args) : "";
  const words = wordsOf(name);
  const text = textOf(literal);
  if (text === undefined || words === undefined || words.includes(text)) return;
  const all = words.map((word) => `'${word}'`).join(", ");
  throw new Error(`${name} is never '${text}'. It is one of ${all}.`);
}

const textOf = (node: unknown): string | undefined =>
  isNode(node) && node.op === "value" && typeof node.args === "string" ? node.args : undefined;

export const isNode = (part: unknown): part is ASTNode =>
  typeof part === "object" && part !== null && "op" in part && "args" in part;
