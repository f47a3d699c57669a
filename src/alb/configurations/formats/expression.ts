import type { Token } from "./scan.ts";

/** What an expression may use: constants such as time.Second, functions of numbers, and names defined elsewhere. */
export interface ExpressionNames {
  readonly constant?: (name: string) => number | undefined;
  readonly call?: (name: string, given: readonly number[]) => number | undefined;
  /**
   * Where the value of a name stands; undefined for one that is set twice or elsewhere. As a fallback also what a parameter or a part
   * that is taken out of an object has where it is given nothing.
   */
  readonly definition?: (name: string, isFallback?: boolean) => TokenSpan | undefined;
}

/** Tokens from `start` up to but without `end`. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
}

/** The number that an expression of numbers, + - * / and known names gives; undefined for any other. */
export const numberOf = (
  tokens: readonly Token[],
  span: TokenSpan,
  known: ExpressionNames,
): number | undefined =>
  evaluate({ tokens, known, isFallback: false, budget: { left: mostSteps }, depth: 0 }, span);

/** The number where variables that are not in the text are not set: after ||, ??, or, else, a second argument, a block. */
export const fallbackOf = (
  tokens: readonly Token[],
  span: TokenSpan,
  known: ExpressionNames,
): number | undefined =>
  evaluate({ tokens, known, isFallback: true, budget: { left: mostSteps }, depth: 0 }, span);

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
export function argumentsOf(tokens: readonly Token[], open: number): readonly TokenSpan[] {
  const close = tokens[open]?.partner ?? -1;
  if (close <= open + 1) return [];
  const spans: TokenSpan[] = [];
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

interface Evaluation {
  readonly tokens: readonly Token[];
  readonly known: ExpressionNames;
  readonly isFallback: boolean;
  readonly budget: { left: number };
  readonly depth: number;
}

interface Walk extends Evaluation {
  readonly end: number;
  at: number;
}

function evaluate(how: Evaluation, { start, end }: TokenSpan): number | undefined {
  if (end - start > longest || how.depth > deepest || --how.budget.left < 0) return undefined;
  const walk: Walk = { ...how, depth: how.depth + 1, end, at: start };
  const value = choice(walk);
  return walk.at >= end && value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** a ? b : c, and b if a else c; which branch holds is not known, and the other one is the fallback. */
function choice(walk: Walk): number | undefined {
  const first = alternatives(walk);
  const isTernary = isSign(walk, "?");
  if (!isTernary && !isWord(walk, "if")) return first;
  const mark = isTernary
    ? (at: Token) => at.kind === "sign" && at.text === ":"
    : (at: Token) => at.text === "else";
  const parent = walk.tokens[walk.at]?.parent;
  while (walk.at < walk.end) {
    const token = walk.tokens[walk.at++];
    if (token !== undefined && token.parent === parent && mark(token)) break;
  }
  const last = choice(walk);
  return walk.isFallback ? last : undefined;
}

/** a || b, a ?? b, a or b: the first where it is known, and as a fallback the one after what is not. */
function alternatives(walk: Walk): number | undefined {
  let value = sum(walk);
  let isOpen = value === undefined;
  while (isSign(walk, "||", "??") || isWord(walk, "or")) {
    walk.at++;
    const next = sum(walk);
    if (!isOpen && value !== undefined && value !== 0) continue;
    value = isOpen && !walk.isFallback ? undefined : next;
    isOpen ||= value === undefined;
  }
  return value;
}

function sum(walk: Walk): number | undefined {
  let total = product(walk);
  while (isSign(walk, "+", "-")) {
    const sign = walk.tokens[walk.at++]?.text === "-" ? -1 : 1;
    const term = product(walk);
    total = term === undefined || total === undefined ? undefined : total + sign * term;
  }
  return total;
}

function product(walk: Walk): number | undefined {
  let total = atom(walk);
  while (isSign(walk, "*", "/")) {
    const divides = walk.tokens[walk.at++]?.text === "/";
    const factor = atom(walk);
    const isKnown = total !== undefined && factor !== undefined;
    total = !isKnown
      ? undefined
      : divides
        ? (total ?? 0) / (factor ?? 1)
        : (total ?? 0) * (factor ?? 1);
  }
  return total;
}

/** One value with what follows it: .to_i, .seconds, a block in braces. */
function atom(walk: Walk): number | undefined {
  const token = walk.tokens[walk.at];
  if (walk.at >= walk.end || token === undefined) return undefined;
  if (token.kind === "number" || token.kind === "text") {
    walk.at++;
    return followed(walk, literal(token.text));
  }
  if (isSign(walk, "(")) return followed(walk, inBrackets(walk));
  if (token.kind === "word" || isSign(walk, ":")) return followed(walk, named(walk));
  if (!isSign(walk, "-", "+", "*", "&", "!", "~")) return undefined;
  walk.at++;
  const value = isSign(walk, "-", "+") ? undefined : atom(walk);
  return value !== undefined && token.text === "-" ? -value : value;
}

/** Passes over methods and blocks; those that only convert keep the value. */
function followed(walk: Walk, before: number | undefined): number | undefined {
  let value = before;
  while (walk.at < walk.end) {
    const token = walk.tokens[walk.at];
    if (token?.kind !== "sign") return value;
    if (/^\??\.$/.test(token.text) && walk.tokens[walk.at + 1]?.kind === "word") {
      const name = walk.tokens[walk.at + 1]?.text ?? "";
      walk.at += 2;
      if (isSign(walk, "(")) walk.at = (walk.tokens[walk.at]?.partner ?? walk.end) + 1;
      value =
        converting.test(name) || value === undefined
          ? value
          : walk.known.call?.(`.${name}`, [value]);
    } else if (/^[{[]$/.test(token.text) && token.partner > walk.at) {
      const inner = { start: walk.at + 1, end: token.partner };
      walk.at = token.partner + 1;
      value = walk.isFallback && token.text === "{" ? evaluate(walk, inner) : undefined;
    } else return value;
  }
  return value;
}

const converting =
  /^(?:to_i|to_f|to_s|seconds?|second|toInt|toLong|intValue|longValue|unwrap|strip)$/;

function inBrackets(walk: Walk): number | undefined {
  const inner = { start: walk.at + 1, end: walk.tokens[walk.at]?.partner ?? -1 };
  if (inner.end < 0) return undefined;
  walk.at = inner.end + 1;
  return evaluate(walk, inner);
}

function named(walk: Walk): number | undefined {
  const { tokens, known } = walk;
  if (walk.tokens[walk.at]?.text === "new" || walk.tokens[walk.at]?.text === "await") walk.at++;
  const { name, end } = nameAt(tokens, walk.at, walk.end);
  walk.at = Math.max(end, walk.at + 1);
  if (!isSign(walk, "(")) {
    const definition = known.definition?.(name, walk.isFallback);
    return known.constant?.(name) ?? (definition && evaluate(walk, definition));
  }
  const spans = argumentsOf(tokens, end);
  walk.at = (tokens[end]?.partner ?? walk.end) + 1;
  const numbers = spans.map((span) => evaluate(walk, span)).filter((value) => value !== undefined);
  const own = numbers.length === spans.length ? known.call?.(name, numbers) : undefined;
  return own ?? (walk.isFallback ? byDefaultIn(walk, spans, name) : undefined);
}

/** What a look-up gives where it finds nothing: its argument "default", else its second. */
function byDefaultIn(walk: Walk, spans: readonly TokenSpan[], name: string): number | undefined {
  const option = spans.find(
    ({ start }) =>
      /^(?:default|fallback)$/.test(walk.tokens[start]?.text ?? "") &&
      /^[=:]$/.test(walk.tokens[start + 1]?.text ?? ""),
  );
  if (option !== undefined) return evaluate(walk, { ...option, start: option.start + 2 });
  const [first, second] = spans;
  const isConversion =
    /(?:^|\.)(?:parseInt|parseFloat|to_integer|Number|int|float|Integer|Float)$/.test(name);
  const value = second === undefined || isConversion ? undefined : evaluate(walk, second);
  const isNested = walk.tokens[first?.start ?? -1]?.kind === "word";
  return value ?? (first !== undefined && isNested ? evaluate(walk, first) : undefined);
}

function isSign({ tokens, at, end }: Walk, ...texts: readonly string[]): boolean {
  const token = tokens[at];
  return at < end && token?.kind === "sign" && texts.includes(token.text);
}

const isWord = ({ tokens, at, end }: Walk, text: string): boolean =>
  at < end && tokens[at]?.kind === "word" && tokens[at]?.text === text;

function literal(text: string): number | undefined {
  const plain = text.replaceAll("_", "").replace(/n$/, "");
  return /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(plain) ? Number(plain) : undefined;
}

const longest = 200;
const deepest = 20;
/** Names that are made of names, each twice, would double the work at each level. */
const mostSteps = 2000;
const mostNameParts = 12;
