import type { Value } from "../found-values.ts";
import { fromVariable, type Meanings, secondsValue } from "../read-value.ts";
import {
  type ExpressionNames,
  fallbackOf,
  nameAt,
  numberOf,
  type TokenSpan,
} from "./expression.ts";
import type { Token } from "./scan.ts";

/** What the names and functions of a language give. */
export interface ExpressionSyntax extends ExpressionNames {
  readonly meanings?: Meanings;
}

/** The expression that begins at `start`: up to a comma, a semicolon, its bracket's end or, where lines end one, the line's. */
export function expressionAt(
  tokens: readonly Token[],
  start: number,
  linesEnd?: boolean,
): TokenSpan {
  const parent = tokens[start]?.parent ?? -1;
  for (let at = start; at < tokens.length && at - start < longest; at++) {
    const token = tokens[at];
    if (token === undefined || isEnd(token, start, parent)) return { start, end: at };
    if (linesEnd && at > start && isNewStatement(tokens, at, parent)) return { start, end: at };
  }
  return { start, end: Math.min(tokens.length, start + longest) };
}

/** The expression's value in seconds, of which one unit of its number is `unitSeconds`; unknown for one from elsewhere. */
export function expressionSeconds(
  tokens: readonly Token[],
  span: TokenSpan,
  unitSeconds: number,
  dialect: ExpressionSyntax,
): Value {
  const bare = withoutTypes(tokens, span);
  const number = numberOf(tokens, bare, dialect);
  if (number !== undefined) return secondsValue(rounded(number * unitSeconds), dialect.meanings);
  const fallback = fallbackOf(tokens, bare, dialect);
  return fromVariable(
    fallback === undefined
      ? undefined
      : secondsValue(rounded(fallback * unitSeconds), dialect.meanings),
  );
}

/** Where each name that is set exactly once gets its value. */
export function uniqueDefinitions(
  tokens: readonly Token[],
  linesEnd?: boolean,
): (name: string, isFallback?: boolean) => TokenSpan | undefined {
  return (name, isFallback = false) => {
    const found = startsIn(tokens).get(name);
    if (found === undefined || (found.isDefault && !isFallback)) return undefined;
    return expressionAt(tokens, found.start, linesEnd);
  };
}

interface Start {
  readonly start: number;
  /** It holds only where nothing else is given. */
  readonly isDefault: boolean;
}

/** Looked for once in each file, however many expressions use names. */
function startsIn(tokens: readonly Token[]): ReadonlyMap<string, Start | undefined> {
  const known = startsOf.get(tokens);
  if (known !== undefined) return known;
  const starts = new Map<string, Start | undefined>();
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== "word" || /^\??\.$/.test(tokens[index - 1]?.text ?? "")) return;
    const start = valueStart(tokens, index);
    if (start !== undefined) {
      const isDefault = isOptional(tokens, index);
      starts.set(text, starts.has(text) ? undefined : { start, isDefault });
    } else if (isChanged(tokens, index)) starts.set(text, undefined);
  });
  startsOf.set(tokens, starts);
  return starts;
}

const startsOf = new WeakMap<readonly Token[], ReadonlyMap<string, Start | undefined>>();

/** A parameter, or a name that is taken out of an object: const { KEEP = 65 } = process.env. */
function isOptional(tokens: readonly Token[], index: number): boolean {
  const open = tokens[index]?.parent ?? -1;
  const before = tokens[open - 1]?.text ?? "";
  if (tokens[open]?.text === "(") return true;
  return tokens[open]?.text === "{" && /^(?:const|let|var|[(,])$/.test(before);
}

/** One of several names that get values together, or one whose value is changed: idle, err = …; idle += …. */
function isChanged(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1]?.text ?? "";
  if (/^[-+*/%]$/.test(next) && tokens[index + 2]?.text === "=") return true;
  if (/^(?:[-+*/%]|\*\*|<<|>>|\?\?|\|\||&&)=$/.test(next)) return true;
  if (next !== "," || /^[([]$/.test(tokens[tokens[index]?.parent ?? -1]?.text ?? "")) return false;
  let at = index + 1;
  while (tokens[at]?.text === "," && tokens[at + 1]?.kind === "word" && at - index < 16) at += 2;
  return /^:?=$/.test(tokens[at]?.text ?? "");
}

/** After "name =", "name :=", "name: Type =" and Go's "name Type =". */
function valueStart(tokens: readonly Token[], index: number): number | undefined {
  const isAssign = (at: number) =>
    tokens[at]?.kind === "sign" && /^:?=$/.test(tokens[at]?.text ?? "");
  if (isAssign(index + 1)) return index + 2;
  const typed = tokens[index + 1]?.text === ":" ? index + 2 : index + 1;
  if (tokens[typed]?.kind !== "word" || !isDeclared(tokens, index)) return undefined;
  const { end } = nameAt(tokens, typed);
  return isAssign(end) ? end + 1 : undefined;
}

const isDeclared = (tokens: readonly Token[], index: number) =>
  /^(?:const|let|var|val|static|readonly|[A-Z]\w*)$/.test(tokens[index - 1]?.text ?? "");

function isEnd({ kind, text, parent, partner }: Token, start: number, inside: number): boolean {
  if (kind !== "sign" || parent > inside) return false;
  return /^[,;]$/.test(text) || (/^[)\]}]$/.test(text) && partner < start);
}

/** Whether a token at the start of a line begins something new: neither it nor what stands before it joins two parts. */
function isNewStatement(tokens: readonly Token[], at: number, parent: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (before === undefined || token === undefined || token.line === before.line) return false;
  if (token.parent !== parent || (before.parent !== parent && before.partner === -1)) return false;
  const joins = ({ kind, text }: Token) =>
    kind === "sign" && /^(?:[-+*/?:.|&]|\|\||\?\?|&&|\?\.|=)$/.test(text);
  return !joins(before) && !joins(token);
}

/** Without TypeScript's "as number", "satisfies number" and "!". */
function withoutTypes(tokens: readonly Token[], span: TokenSpan): TokenSpan {
  for (let at = span.end - 1; at > span.start && at > span.end - 8; at--) {
    const token = tokens[at];
    if (token?.kind === "word" && /^(?:as|satisfies)$/.test(token.text))
      return { ...span, end: at };
  }
  return tokens[span.end - 1]?.text === "!" ? { ...span, end: span.end - 1 } : span;
}

const rounded = (seconds: number) => Math.round(seconds * 1e6) / 1e6;
const longest = 200;
