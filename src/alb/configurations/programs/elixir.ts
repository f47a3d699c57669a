import {
  type ExpressionSyntax,
  expressionAt,
  expressionSeconds,
  uniqueDefinitions,
} from "../formats/expression-value.ts";
import type { Syntax, Token } from "../formats/scan.ts";
import { tokenIndexes, tokenize } from "../formats/tokens.ts";
import {
  byDefault,
  candidate,
  type Found,
  neverCloses,
  remarkOnly,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { tooLong } from "../read-value.ts";

/** When Cowboy or Bandit closes idle connections, from all Elixir files together: the adapter may stand in another one. */
export function readElixir(sources: readonly Source[]): readonly Found[] {
  const files = sources
    .filter(({ text }) =>
      /Endpoint|Cowboy|Bandit|cowboy|bandit|protocol_options|thousand_island/.test(text),
    )
    .map((source) => ({ source, tokens: tokenize(source.text, source.firstLine, syntax) }));
  const all = files.flatMap(({ tokens }) => tokens ?? []);
  const has = (name: RegExp) => all.some(({ kind, text }) => kind === "word" && name.test(text));
  const adapter = has(/^(?:Bandit|BanditAdapter|thousand_island_options)$/)
    ? "bandit"
    : has(/^(?:Cowboy(?:2?Adapter)?|protocol_options|plug_cowboy)$/)
      ? "cowboy"
      : undefined;
  const set = files.flatMap(({ source, tokens }) => settingsOf(source, tokens));
  if (set.length > 0) return set;
  const traps = files.flatMap(({ source, tokens }) => trapsOf(source, tokens ?? []));
  const [first] =
    traps.length > 0
      ? traps
      : files.flatMap(({ source, tokens }) => endpointsOf(source, tokens ?? []));
  if (first === undefined) return [];
  const server = adapter ?? (traps.length > 0 ? "cowboy" : undefined);
  const value =
    server === undefined ? unclear(says.adapter, cowboyDefault, banditDefault) : byDefault;
  return [{ ...first, server: server ?? "cowboy", value, weak: true }];
}

const syntax: Syntax = { lineComment: "#", quotes: ['"'], tripleQuotes: true, multiline: '"' };

/** request_timeout among Cowboy's protocol_options, read_timeout among Bandit's thousand_island_options. */
function settingsOf(
  { file, firstLine }: Source,
  tokens: readonly Token[] | undefined,
): readonly Found[] {
  if (tokens === undefined) {
    return [{ server: "cowboy", side: "server", value: unclear(tooLong), file, line: firstLine }];
  }
  const server = (index: number) => {
    const setting = `${listOf(tokens, index)}.${tokens[index]?.text}`;
    if (tokens[index + 1]?.text !== ":") return undefined;
    if (setting === "protocol_options.request_timeout") return "cowboy";
    return setting === "thousand_island_options.read_timeout" ? "bandit" : undefined;
  };
  return tokenIndexes(tokens, (_, index) => server(index) !== undefined).map((index) => ({
    server: server(index) ?? "cowboy",
    side: "server",
    value: valueAt(tokens, index + 2),
    file,
    line: tokens[index]?.line ?? firstLine,
  }));
}

/** The key of the list that a token stands in. */
function listOf(tokens: readonly Token[], index: number): string | undefined {
  const open = tokens[index]?.parent ?? -1;
  return tokens[open - 1]?.text === ":" ? tokens[open - 2]?.text : undefined;
}

function valueAt(tokens: readonly Token[], start: number): Value {
  if (tokens[start]?.text === ":" && tokens[start + 1]?.text === "infinity") return neverCloses;
  const dialect: ExpressionSyntax = { call, definition: uniqueDefinitions(tokens, true) };
  return expressionSeconds(tokens, expressionAt(tokens, start, true), 0.001, dialect);
}

function call(name: string, [first]: readonly number[]): number | undefined {
  if (first === undefined) return undefined;
  const unit = /^:timer\.(seconds|minutes|hours)$/.exec(name)?.[1];
  if (unit !== undefined)
    return first * { seconds: 1000, minutes: 60_000, hours: 3_600_000 }[unit as "seconds"];
  return name === "String.to_integer" ? first : undefined;
}

type Place = Pick<Found, "side" | "file" | "line" | "notes">;

/** Cowboy's idle_timeout looks right and does nothing to an idle connection. */
function trapsOf({ file }: Source, tokens: readonly Token[]): readonly Place[] {
  return tokens.flatMap(({ text, line }, index) => {
    if (text !== "idle_timeout" || listOf(tokens, index) !== "protocol_options") return [];
    return [{ side: "server", file, line, notes: [remarkOnly(says.trap)] }];
  });
}

/** Where an endpoint is configured or made, or a server is started; that a module names one says nothing. */
function endpointsOf({ file }: Source, tokens: readonly Token[]): readonly Place[] {
  return tokens.flatMap(({ text, line }, index) =>
    isStarted(tokens, index, text) ? [{ side: "server" as const, file, line }] : [],
  );
}

/** config :shop, ShopWeb.Endpoint · use Phoenix.Endpoint · {Bandit, plug: …} · Plug.Cowboy.http(…) */
function isStarted(tokens: readonly Token[], index: number, text: string): boolean {
  if (/^(?:protocol_options|thousand_island_options)$/.test(text)) return true;
  const before = tokens.slice(Math.max(0, index - 8), index);
  if (text === "Endpoint") {
    const line = tokens[index]?.line;
    const word = before.findLast((token) => /^(?:config|use)$/.test(token.text));
    return word !== undefined && (line ?? 0) - word.line <= 1 && tokens[index + 1]?.text !== "(";
  }
  if (!/^(?:Bandit|Cowboy)$/.test(text)) return false;
  const isChild = before.some((token) => token.text === "{") && tokens[index + 1]?.text === ",";
  const call = tokens[index + 1]?.text === "." ? tokens[index + 2]?.text : undefined;
  return isChild || /^(?:child_spec|start_link|http|https|PhoenixAdapter)$/.test(call ?? "");
}

const cowboyDefault = candidate("The default with Cowboy.", { kind: "set", seconds: 5 });
const banditDefault = candidate("The default with Bandit.", { kind: "set", seconds: 60 });

const says = {
  adapter: "The text does not tell whether Bandit or Cowboy serves.",
  trap: "idle_timeout is set, but between requests Cowboy uses request_timeout.",
};
