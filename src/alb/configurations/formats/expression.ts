import type { Token } from "./tokens.ts";

/** What an expression may use: constants such as time.Second, functions of numbers, and names defined elsewhere. */
export interface Known {
  readonly constant?: (name: string) => number | undefined;
  readonly call?: (name: string, given: readonly number[]) => number | undefined;
  /** Where the value of a name stands; undefined for one that is set twice or elsewhere. */
  readonly definition?: (name: string) => Span | undefined;
}

/** Tokens from `start` up to but without `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The number that an expression of numbers, + - * / and known names gives; undefined for any other. */
export function numberOf(
  tokens: readonly Token[],
  { start, end }: Span,
  known: Known,
  depth = 0,
): number | undefined {
  if (end - start > longest || depth > deepest) return undefined;
  const walk: Walk = { tokens, known, depth, end, at: start };
  const value = sum(walk);
  return walk.at === end && value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** A name with its dots, "time.Second", and where it ends. */
export function nameAt(
  tokens: readonly Token[],
  start: number,
  limit = tokens.length,
): { readonly name: string; readonly end: number } {
  let name = "";
  let end = start;
  for (; end < limit && end - start < mostNameParts; end++) {
    const token = tokens[end];
    if (token === undefined || token.kind === "number" || token.kind === "text") break;
    const isJoin = /^(?:\.|\?\.|::)$/.test(token.text) || (token.text === ":" && end === start);
    if (token.kind === "sign" && !isJoin) break;
    if (token.kind === "word" && tokens[end - 1]?.kind === "word" && end > start) break;
    name += token.text === "?." ? "." : token.text;
  }
  return { name, end };
}

/** The parts between brackets that commas separate; the bracket stands at `open`. */
export function argumentsOf(tokens: readonly Token[], open: number): readonly Span[] {
  const close = tokens[open]?.partner ?? -1;
  if (close <= open + 1) return [];
  const spans: Span[] = [];
  let start = open + 1;
  for (let at = start; at <= close; at++) {
    const token = tokens[at];
    const isComma = token?.kind === "sign" && token.text === "," && token.parent === open;
    if (at !== close && !isComma) continue;
    spans.push({ start, end: at });
    start = at + 1;
  }
  return spans;
}

interface Walk {
  readonly tokens: readonly Token[];
  readonly known: Known;
  readonly depth: number;
  readonly end: number;
  at: number;
}

function sum(walk: Walk): number | undefined {
  let total = product(walk);
  while (total !== undefined && isSign(walk, "+", "-")) {
    const sign = walk.tokens[walk.at++]?.text === "-" ? -1 : 1;
    const term = product(walk);
    total = term === undefined ? undefined : total + sign * term;
  }
  return total;
}

function product(walk: Walk): number | undefined {
  let total = atom(walk);
  while (total !== undefined && isSign(walk, "*", "/")) {
    const divides = walk.tokens[walk.at++]?.text === "/";
    const factor = atom(walk);
    total = factor === undefined ? undefined : divides ? total / factor : total * factor;
  }
  return total;
}

function atom(walk: Walk): number | undefined {
  const token = walk.tokens[walk.at];
  if (walk.at >= walk.end || token === undefined) return undefined;
  if (token.kind === "number" || token.kind === "text") {
    walk.at++;
    return literal(token.text);
  }
  if (isSign(walk, "(")) return inBrackets(walk);
  if (token.kind === "word" || isSign(walk, ":")) return named(walk);
  if (!isSign(walk, "-", "+")) return undefined;
  walk.at++;
  const value = isSign(walk, "-", "+") ? undefined : atom(walk);
  return value !== undefined && token.text === "-" ? -value : value;
}

function inBrackets(walk: Walk): number | undefined {
  const inner = { start: walk.at + 1, end: walk.tokens[walk.at]?.partner ?? -1 };
  if (inner.end < 0) return undefined;
  walk.at = inner.end + 1;
  return numberOf(walk.tokens, inner, walk.known, walk.depth + 1);
}

function named(walk: Walk): number | undefined {
  const { tokens, known } = walk;
  const evaluate = (span: Span) => numberOf(tokens, span, known, walk.depth + 1);
  const { name, end } = nameAt(tokens, walk.at, walk.end);
  walk.at = end;
  if (!isSign(walk, "(")) {
    const definition = known.definition?.(name);
    return known.constant?.(name) ?? (definition && evaluate(definition));
  }
  const given = argumentsOf(tokens, end).map(evaluate);
  walk.at = (tokens[end]?.partner ?? walk.end) + 1;
  const numbers = given.filter((value) => value !== undefined);
  return numbers.length === given.length ? known.call?.(name, numbers) : undefined;
}

function isSign({ tokens, at, end }: Walk, ...texts: readonly string[]): boolean {
  const token = tokens[at];
  return at < end && token?.kind === "sign" && texts.includes(token.text);
}

function literal(text: string): number | undefined {
  const plain = text.replaceAll("_", "").replace(/n$/, "");
  return /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(plain) ? Number(plain) : undefined;
}

const longest = 200;
const deepest = 20;
const mostNameParts = 12;
