import { argumentsOf, type TokenSpan } from "../formats/expression.ts";
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
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { tooLong } from "../read-value.ts";

/** When a server that a program in Java, Kotlin or Scala sets up by itself closes idle connections. */
export function readJava({ text, file, firstLine }: Source): readonly Found[] {
  const tokens = tokenize(text, firstLine, syntax);
  if (tokens === undefined)
    return [{ server: "unknown", side: "server", value: unclear(tooLong), file, line: firstLine }];
  const program = { tokens, file, words: new Set(tokens.map((token) => token.text)) };
  return rows.flatMap((row) => ofRow(program, row));
}

const syntax: Syntax = {
  lineComment: "//",
  quotes: ['"', "'"],
  blockComments: true,
  tripleQuotes: true,
};

interface Program {
  readonly tokens: readonly Token[];
  readonly file: string;
  readonly words: ReadonlySet<string>;
}

interface Row {
  readonly server: string;
  /** Words of which one tells that the program is about this server, and not a client or a pool. */
  readonly marks: readonly string[];
  readonly setters: RegExp;
  readonly unitSeconds: number;
  readonly zero?: Value;
  /** Words that start it, where nothing that is set then means its default. */
  readonly starts?: RegExp;
  /** The setter counts only on what is of this type: a variable, or the thing itself. */
  readonly type?: string;
  /** A word without which a name of this row is another library's. */
  readonly package?: string;
}

const rows: readonly Row[] = [
  {
    server: "tomcat-embedded",
    marks:
      "Http11NioProtocol AbstractHttp11Protocol TomcatConnectorCustomizer TomcatServletWebServerFactory TomcatEmbeddedServletContainerFactory TomcatProtocolHandlerCustomizer AbstractProtocol catalina".split(
        " ",
      ),
    setters: /^(?:setKeepAliveTimeout|keepAliveTimeout)$/,
    unitSeconds: 0.001,
  },
  {
    server: "jetty",
    marks: ["ServerConnector"],
    setters: /^(?:setIdleTimeout|idleTimeout)$/,
    unitSeconds: 0.001,
    starts: /^ServerConnector$/,
    type: "ServerConnector",
  },
  {
    server: "reactor-netty",
    marks: ["NettyServerCustomizer", "NettyReactiveWebServerFactory", "reactor"],
    setters: /^idleTimeout$/,
    unitSeconds: 1,
  },
  {
    server: "undertow",
    marks: ["UndertowOptions"],
    // The shorter one closes the connection.
    setters: /^(?:NO_REQUEST_TIMEOUT|IDLE_TIMEOUT)$/,
    unitSeconds: 0.001,
  },
  {
    server: "vertx",
    marks: ["HttpServerOptions", "createHttpServer"],
    setters: /^(?:setIdleTimeout|idleTimeout)$/,
    unitSeconds: 1,
    zero: neverCloses,
    starts: /^createHttpServer$/,
    type: "HttpServerOptions",
    package: "vertx",
  },
  {
    server: "ktor-cio",
    marks: ["embeddedServer"],
    setters: /^connectionIdleTimeoutSeconds$/,
    unitSeconds: 1,
  },
];

function ofRow(program: Program, row: Row): readonly Found[] {
  const { tokens, file, words } = program;
  if (!row.marks.some((mark) => words.has(mark))) return [];
  if (row.package !== undefined && !words.has(row.package)) return [];
  const base = { server: row.server, side: "server", file } as const;
  const set = setBy(program, row).map((one) => ({ ...base, ...one }));
  const starts = tokenIndexes(
    tokens,
    ({ text }, at) => row.starts?.test(text) === true && tokens[at + 1]?.text === "(",
  );
  // More are made than get a timeout: one of them keeps the default.
  const bare = starts[set.length];
  if (bare === undefined) return set;
  const rest: Found = { ...base, value: byDefault, line: tokens[bare]?.line ?? 1 };
  return [...set, set.length === 0 ? { ...rest, weak: true } : rest];
}

/** The values that setters of this server are given, each with its line. */
function setBy(program: Program, row: Row): readonly Pick<Found, "value" | "line">[] {
  const { tokens, words } = program;
  return tokenIndexes(
    tokens,
    ({ kind, text }) => kind !== "sign" && row.setters.test(text),
  ).flatMap((at) => {
    const span = valueSpan(tokens, at);
    if (span === undefined) return [];
    const line = tokens[at]?.line ?? 1;
    const isOwn = row.type === undefined || isOfType(tokens, at, row.type);
    if (!isOwn) return [];
    const isTimed = row.server === "vertx" && words.has("setIdleTimeoutUnit");
    const value = isTimed ? unclear(says.unit) : durationIn(tokens, span, row);
    return [{ value: isSure(program, at) ? value : perhapsOnly(value), line }];
  });
}

/** Not in a block that a condition opens, nor in a class that counts only with a profile or a property. */
const isSure = ({ tokens, words }: Program, at: number): boolean =>
  !isUnderIf(tokens, at) && !conditions.some((annotation) => words.has(annotation));

const conditions =
  "@Profile @Conditional @ConditionalOnProperty @ConditionalOnExpression @ConditionalOnCloudPlatform @ConditionalOnBean @ConditionalOnMissingBean".split(
    " ",
  );

const perhapsOnly = (value: Value): Value =>
  unclear(says.condition, ...candidatesOf(says.perhaps, value));

/** setKeepAliveTimeout(75_000), keepAliveTimeout = 75_000, setProperty("keepAliveTimeout", "75000"), (NO_REQUEST_TIMEOUT, 1). */
function valueSpan(tokens: readonly Token[], at: number): TokenSpan | undefined {
  const next = tokens[at + 1];
  if (next?.text === "(") return argumentsOf(tokens, at + 1)[0];
  if (next?.text === "=") return expressionAt(tokens, at + 2, true);
  const isArgument = next?.text === "," && tokens[tokens[at]?.parent ?? -1]?.text === "(";
  if (!isArgument) return undefined;
  return argumentsOf(tokens, tokens[at]?.parent ?? -1).find(({ start }) => start === at + 2);
}

/** Whether what the setter is called on is made as this type, or is a variable that is declared or made as one. */
function isOfType(tokens: readonly Token[], at: number, type: string): boolean {
  const owner = ownerOf(tokens, at);
  if (owner === type) return true;
  return tokens.some(({ text }, index) => {
    if (text !== owner) return false;
    const [before, after] = [tokens[index - 1]?.text, tokens[index + 1]?.text];
    if (before === type) return true;
    const made = tokens.slice(index + 2, index + 4).map((token) => token.text);
    return /^[=:]$/.test(after ?? "") && made.includes(type);
  });
}

/** The first name of a chain of calls: HttpServerOptions in new HttpServerOptions().setPort(80).setIdleTimeout(75). */
function ownerOf(tokens: readonly Token[], at: number): string | undefined {
  let owner = at;
  while (tokens[owner - 1]?.text === "." && owner > 1) {
    const before = tokens[owner - 2];
    owner = before?.text === ")" ? before.partner - 1 : owner - 2;
  }
  if (owner !== at) return tokens[owner]?.text;
  // options.apply { idleTimeout = 75 }, of Kotlin.
  const block = tokens[at]?.parent ?? -1;
  const isApplied =
    tokens[block]?.text === "{" && /^(?:apply|also)$/.test(tokens[block - 1]?.text ?? "");
  return isApplied ? ownerOf(tokens, block - 1) : undefined;
}

function durationIn(tokens: readonly Token[], span: TokenSpan, { unitSeconds, zero }: Row): Value {
  const meanings = { negative: neverCloses, ...(zero === undefined ? {} : { zero }) };
  const dialect: ExpressionSyntax = { call, definition: uniqueDefinitions(tokens, true), meanings };
  // A Duration is seconds by itself.
  const isDuration = tokens.slice(span.start, span.end).some(({ text }) => text === "Duration");
  const inMillis = tokens.slice(span.start, span.end).some(({ text }) => /^toMillis$/.test(text));
  return expressionSeconds(tokens, span, isDuration && !inMillis ? 1 : unitSeconds, dialect);
}

/** Duration.ofSeconds(75) in seconds, TimeUnit.SECONDS.toMillis(75) in milliseconds. */
function call(name: string, [first]: readonly number[]): number | undefined {
  if (first === undefined) return undefined;
  if (name === ".toMillis") return first * 1000;
  const unit =
    /^(?:java\.time\.)?Duration\.of(Millis|Seconds|Minutes|Hours)$/.exec(name)?.[1] ?? "";
  const size = { Millis: 0.001, Seconds: 1, Minutes: 60, Hours: 3600 }[unit];
  if (size !== undefined) return first * size;
  const from = /(?:^|\.)(SECONDS|MINUTES|HOURS)\.toMillis$/.exec(name)?.[1] ?? "";
  const millis = { SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000 }[from];
  if (millis !== undefined) return first * millis;
  return /^(?:Math\.toIntExact|Integer\.parseInt|Integer\.valueOf|Long\.parseLong)$/.test(name)
    ? first
    : undefined;
}

const says = {
  unit: "The unit of the timeout is set apart from it, and was not followed.",
  condition: "The value is set under a condition.",
  perhaps: "Applies when the condition holds.",
};
