import { argumentsOf, numberOf, type TokenSpan } from "../formats/expression.ts";
import {
  type ExpressionSyntax,
  expressionAt,
  expressionSeconds,
  uniqueDefinitions,
} from "../formats/expression-value.ts";
import type { Syntax, Token } from "../formats/scan.ts";
import { tokenIndexes, tokenize } from "../formats/tokens.ts";
import { isUnderIf } from "../formats/under-if.ts";
import {
  byDefault,
  candidatesOf,
  type Found,
  neverCloses,
  noReuse,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { tooLong } from "../read-value.ts";

/** When a server of Go's net/http closes idle connections: IdleTimeout, without it ReadTimeout, without both never. */
export function readGo(source: Source): readonly Found[] {
  const { text, file, firstLine } = source;
  if (!/\bhttp\b|gin-gonic|labstack|gofiber|fasthttp/.test(text)) return [];
  const tokens = tokenize(text, firstLine, syntax);
  if (tokens === undefined)
    return [{ server: "go", side: "server", value: unclear(tooLong), file, line: firstLine }];
  const program = { tokens, file, dialect: dialectOf(tokens) };
  const off = tokens.findIndex((_, at) => isSwitchedOff(tokens, at));
  if (off !== -1) return [found(program, off, perhapsOnly(tokens, off, noReuse))];
  const literals = tokenIndexes(tokens, (_, index) => isServer(tokens, index));
  const servers = literals.map((index) => ofLiteral(program, index, literals.length === 1));
  return servers.length > 0
    ? servers
    : [...assignedAlone(program), ...plainServers(program)].slice(0, 1);
}

interface Program {
  readonly tokens: readonly Token[];
  readonly file: string;
  readonly dialect: ExpressionSyntax;
}

const syntax: Syntax = {
  lineComment: "//",
  quotes: ['"', "`", "'"],
  blockComments: true,
  multiline: "`",
};

/** http.Server{, fasthttp.Server{ and fiber.Config{: `index` is the last word. */
function isServer(tokens: readonly Token[], index: number): boolean {
  if (tokens[index + 1]?.text !== "{" || tokens[index - 1]?.text !== ".") return false;
  // The type that a function returns, before its body.
  if (/^[*)]$/.test(tokens[index - 3]?.text ?? "")) return false;
  const name = `${tokens[index - 2]?.text}.${tokens[index]?.text}`;
  return /^(?:http|fasthttp)\.Server$|^fiber\.Config$/.test(name);
}

function ofLiteral(program: Program, index: number, isOnly: boolean): Found {
  const off = fieldOf(program, index + 1, "DisableKeepalive", isOnly);
  if (off !== undefined && program.tokens[off.start]?.text === "true")
    return found(program, off.start, noReuse);
  const idle = fieldOf(program, index + 1, "IdleTimeout", isOnly);
  const read = fieldOf(program, index + 1, "ReadTimeout", isOnly);
  const decides = idle === undefined || isZero(program, idle) ? read : idle;
  if (decides === undefined) return found(program, index, byDefault);
  if (isZero(program, decides)) return found(program, index, neverCloses);
  const value = durationOf(program, decides);
  const { start } = decides;
  return found(program, start, isOnly ? perhapsOnly(program.tokens, start, value) : value);
}

/** SetKeepAlivesEnabled(false), but not as the first step of shutting down. */
function isSwitchedOff(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== "SetKeepAlivesEnabled" || tokens[at + 2]?.text !== "false") return false;
  const block = tokens[at]?.parent ?? -1;
  const rest = tokens.slice(at, block === -1 ? undefined : tokens[block]?.partner);
  return !rest.some(({ text }) => /^(?:Shutdown|Close)$/.test(text));
}

/** What is set under a condition may hold. */
const perhapsOnly = (tokens: readonly Token[], at: number, value: Value): Value =>
  isUnderIf(tokens, at) ? unclear(says.condition, ...candidatesOf(says.perhaps, value)) : value;

const says = {
  condition: "The value is set under a condition.",
  perhaps: "Applies when the condition holds.",
};

/** A field of the literal, or what is assigned to it later where there is only one server. */
function fieldOf(
  { tokens }: Program,
  brace: number,
  name: string,
  isOnly: boolean,
): TokenSpan | undefined {
  const inside = argumentsOf(tokens, brace).find(
    ({ start }) => tokens[start]?.text === name && tokens[start + 1]?.text === ":",
  );
  const later = isOnly ? assignment(tokens, name) : undefined;
  return later ?? (inside && { start: inside.start + 2, end: inside.end });
}

function assignment(tokens: readonly Token[], name: string): TokenSpan | undefined {
  const at = tokens.findLastIndex(
    ({ text }, index) =>
      text === name && tokens[index - 1]?.text === "." && tokens[index + 1]?.text === "=",
  );
  return at === -1 ? undefined : expressionAt(tokens, at + 2, true);
}

/** e.Server.IdleTimeout = …, as with Echo. */
function assignedAlone(program: Program): readonly Found[] {
  const idle =
    assignment(program.tokens, "IdleTimeout") ?? assignment(program.tokens, "ReadTimeout");
  return idle === undefined ? [] : [found(program, idle.start, durationOf(program, idle))];
}

/** http.ListenAndServe and the frameworks that call it make a server without timeouts. */
function plainServers(program: Program): readonly Found[] {
  const { tokens } = program;
  const hasFramework = tokens.some(({ text }) => frameworks.test(text));
  const at = tokens.findIndex(({ text }, index) => {
    if (tokens[index + 1]?.text !== "(" || tokens[index - 1]?.text !== ".") return false;
    if (/^(?:ListenAndServe|ListenAndServeTLS|Serve|ServeTLS)$/.test(text))
      return tokens[index - 2]?.text === "http";
    return hasFramework && /^(?:Run|RunTLS|Start|StartTLS)$/.test(text);
  });
  return at === -1 ? [] : [{ ...found(program, at, neverCloses), weak: true }];
}

const frameworks = /^github\.com\/(?:gin-gonic\/gin|labstack\/echo(?:\/v\d)?)$/;

/** Bare numbers are nanoseconds. */
const durationOf = ({ tokens, dialect }: Program, span: TokenSpan): Value =>
  expressionSeconds(tokens, span, 1e-9, dialect);

const isZero = ({ tokens, dialect }: Program, span: TokenSpan) =>
  numberOf(tokens, span, dialect) === 0;

const dialectOf = (tokens: readonly Token[]): ExpressionSyntax => ({
  constant: (name) => (Object.hasOwn(units, name) ? units[name] : undefined),
  call: (name, [first]) =>
    /^(?:time\.Duration|u?int(?:32|64)?|float64)$/.test(name) ? first : undefined,
  definition: uniqueDefinitions(tokens, true),
  meanings: { negative: neverCloses },
});

const units: Readonly<Record<string, number>> = {
  "time.Nanosecond": 1,
  "time.Microsecond": 1e3,
  "time.Millisecond": 1e6,
  "time.Second": 1e9,
  "time.Minute": 60e9,
  "time.Hour": 3600e9,
};

const found = ({ tokens, file }: Program, index: number, value: Value): Found => ({
  server: "go",
  side: "server",
  value,
  file,
  line: tokens[index]?.line ?? 1,
});
