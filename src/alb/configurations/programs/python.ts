import { argumentsOf } from "../formats/expression.ts";
import { headersOf } from "../formats/indentation.ts";
import type { Syntax, Token } from "../formats/scan.ts";
import { definitionsOf, expressionAt, valueIn } from "../formats/statement.ts";
import { placesOf, tokensOf } from "../formats/tokens.ts";
import {
  byDefault,
  candidatesOf,
  closes,
  type Found,
  perhaps,
  type Source,
  unknown,
  type Value,
} from "../found-values.ts";
import { tooLong } from "../read-value.ts";
import { type Gunicorn, gunicornOf, type Setting } from "./gunicorn.ts";

/** When a Python server closes idle connections: gunicorn's configuration, Hypercorn's, or a program that starts one. */
export function readPython(source: Source): readonly Found[] {
  const tokens = pythonTokens(source);
  const { file, firstLine } = source;
  if (tokens === undefined) {
    return [{ server: "unknown", side: "server", value: unknown(tooLong), file, line: firstLine }];
  }
  const started = [...callsIn(tokens, file), ...assignedIn(tokens, file)];
  if (started.length > 0) return started;
  const isNamed = /gunicorn/i.test(source.as.slice(-300));
  if (isNamed && isBroken(tokens)) {
    const value = unknown(says.broken, perhaps("With sync, if nothing is read.", closes));
    return [{ server: "gunicorn-gthread", side: "server", value, file, line: firstLine }];
  }
  if (!isGunicorn(source, tokens)) return [];
  const settings = gunicornSettings(tokens, source);
  const found = gunicornOf(settings, { file, line: firstLine }, false);
  return [settings.keepalive === undefined ? { ...found, weak: true } : found];
}

/** What a gunicorn configuration file sets. */
export function gunicornFile(source: Source): Gunicorn {
  return gunicornSettings(pythonTokens(source) ?? [], source);
}

/** The tokens of a Python file; undefined when it is too long to be read in time. */
export const pythonTokens = ({ text, firstLine }: Source) => tokensOf(text, firstLine, syntax);

const syntax: Syntax = { lineComment: "#", quotes: ['"', "'"], tripleQuotes: true };

/** By its name, or by settings at the top that only gunicorn has together; each alone is a word of many programs. */
function isGunicorn({ as }: Source, tokens: readonly Token[]): boolean {
  const has = (name: string) => topLevel(tokens, name) !== -1;
  const own = settingNames.filter(has);
  if (/gunicorn/i.test(as.slice(-300))) return own.length > 0;
  const [keeps, hasClass] = ["keepalive", "worker_class"].map(has);
  return (
    (keeps === true && hasClass === true) ||
    (own.length > 1 && (has("bind") || (has("workers") && (keeps === true || hasClass === true))))
  );
}

const settingNames =
  "keepalive worker_class bind workers threads max_requests max_requests_jitter worker_connections accesslog errorlog timeout graceful_timeout preload_app".split(
    " ",
  );

/** Whether a text is surely no Python: a setting as YAML or an ini file writes it, or brackets that do not close. */
function isBroken(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => {
    const [before, next, second] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]];
    if (/^[([{]$/.test(token.text) && token.kind === "sign" && token.partner === -1) return true;
    const isFirst = token.parent === -1 && (before === undefined || before.line < token.line);
    if (!isFirst || next?.line !== token.line) return false;
    if (token.text === "[" && tokens[token.partner + 1]?.line !== token.line) return true;
    if (token.kind !== "word" || keywords.has(token.text)) return false;
    if (next.kind !== "sign") return true;
    return next.text === ":" && second?.line === token.line && second.kind !== "word";
  });
}

const keywords = new Set(
  "and as assert async await break class continue def del elif else except finally for from global if import in is lambda match case nonlocal not or pass raise return try type while with yield print exec".split(
    " ",
  ),
);

function gunicornSettings(tokens: readonly Token[], source: Source): Gunicorn {
  const headers = headersOf(source);
  const setting = (name: string) => settingOf(tokens, name, source.file, headers);
  const [keepalive, workerClass, threads] = ["keepalive", "worker_class", "threads"].map((name) =>
    orUnseen(tokens, setting(name), name === "threads" ? undefined : source.file),
  );
  return {
    ...(keepalive === undefined ? {} : { keepalive }),
    ...(workerClass === undefined ? {} : { workerClass: textual(tokens, workerClass) }),
    ...(threads === undefined ? {} : { threads: { ...threads, text: numeral(threads) } }),
  };
}

/** Names that come from elsewhere, after what the file sets or where it sets nothing: from x import *, exec(…), globals().update(…). */
function orUnseen(
  tokens: readonly Token[],
  setting: (Setting & { at: number }) | undefined,
  file: string | undefined,
): (Setting & { at: number }) | undefined {
  const at = tokens.findLastIndex(
    ({ text, parent }, index) =>
      parent === -1 &&
      ((text === "*" && tokens[index - 1]?.text === "import") ||
        (/^(?:exec|execfile|globals|locals|vars)$/.test(text) && tokens[index + 1]?.text === "(")),
  );
  if (at < (setting?.at ?? 0) || file === undefined) return setting;
  const may = candidatesOf(says.unseen, setting?.value ?? byDefault);
  const line = setting?.line ?? tokens[at]?.line ?? 1;
  return { text: "$", value: unknown(says.imported, ...may), file, line, at: setting?.at ?? at };
}

/** The last assignment of the module; with one under an "if" each may hold. Those of functions are their own. */
function settingOf(
  tokens: readonly Token[],
  name: string,
  file: string,
  headers: (line: number) => string | undefined,
): (Setting & { at: number }) | undefined {
  const headerOf = (at: number) => headers(tokens[at]?.line ?? 1);
  const places = placesOf(tokens, (_, at) => isAssignment(tokens, at, name)).filter(
    (at) => !/^(?:def|class|async)$/.test(headerOf(at) ?? ""),
  );
  const at = places.at(-1);
  if (at === undefined) return undefined;
  const line = tokens[at]?.line ?? 1;
  if (places.every((place) => headerOf(place) === undefined)) {
    const value = valueAt(tokens, at + 2, closes);
    return { text: tokens[at + 2]?.text ?? "", value, file, line, at };
  }
  const may = places.flatMap((place) =>
    candidatesOf(says.branch, valueAt(tokens, place + 2, closes)),
  );
  return { text: "$", value: unknown(says.condition, ...may), file, line, at };
}

/** A class is named by one text; anything else is not known. */
function textual(tokens: readonly Token[], { at, ...setting }: Setting & { at: number }): Setting {
  const { value: _, ...bare } = setting;
  const span = expressionAt(tokens, at + 2, true);
  if (setting.text === "$") return bare;
  return tokens[at + 2]?.kind === "text" && span.end === at + 3 ? bare : { ...bare, text: "$" };
}

const numeral = ({ value }: Setting) => (value?.kind === "set" ? String(value.seconds) : "1");

const topLevel = (tokens: readonly Token[], name: string) =>
  tokens.findLastIndex((_, at) => isAssignment(tokens, at, name));

const isAssignment = (tokens: readonly Token[], at: number, name: string) =>
  tokens[at]?.kind === "word" &&
  tokens[at]?.text === name &&
  tokens[at]?.parent === -1 &&
  tokens[at + 1]?.text === "=" &&
  tokens[at - 1]?.text !== ".";

interface Call {
  readonly callee: RegExp;
  readonly option: string;
  readonly server: string;
}

const calls: readonly Call[] = [
  { callee: /^uvicorn\.(?:run|Config)$/, option: "timeout_keep_alive", server: "uvicorn" },
  { callee: /^(?:waitress\.)?serve$/, option: "channel_timeout", server: "waitress" },
  { callee: /^(?:\w+\.)?run_app$/, option: "keepalive_timeout", server: "aiohttp-run-app" },
  {
    callee: /^(?:\w+\.)?(?:AppRunner|ServerRunner)$/,
    option: "keepalive_timeout",
    server: "aiohttp-runner",
  },
  { callee: /^(?:[\w.]+\.)?HTTPServer$/, option: "idle_connection_timeout", server: "tornado" },
];

/** The functions that start a server, with the option that decides or without it. */
function callsIn(tokens: readonly Token[], file: string): readonly Found[] {
  const callOf = (open: number) => calls.find(({ callee }) => callee.test(dotted(tokens, open)));
  const places = placesOf(
    tokens,
    ({ kind, text }, at) => kind === "sign" && text === "(" && callOf(at) !== undefined,
  );
  return places.flatMap((index) => {
    const call = callOf(index);
    const line = tokens[index]?.line ?? 1;
    if (call === undefined || !isImported(tokens, call.server)) return [];
    const option = argumentsOf(tokens, index).find(
      ({ start }) => tokens[start]?.text === call.option && tokens[start + 1]?.text === "=",
    );
    const found = { server: call.server, side: "server", file, via: "call" } as const;
    if (option !== undefined) {
      const value = valueAt(tokens, option.start + 2);
      return [{ ...found, value, line: tokens[option.start]?.line ?? line }];
    }
    const isOpen = argumentsOf(tokens, index).some(({ start }) => tokens[start]?.text === "*");
    const value = isOpen ? unknown(says.open) : byDefault;
    return [{ ...found, value, line, weak: true as const }];
  });
}

const isImported = (tokens: readonly Token[], server: string) => {
  const wanted = server.replace(/-.*/, "");
  return tokens.some(({ kind, text }) => kind === "word" && text === wanted);
};

/** config.keep_alive_timeout = 65 of Hypercorn, app.config.KEEP_ALIVE_TIMEOUT = 75 of Sanic. */
function assignedIn(tokens: readonly Token[], file: string): readonly Found[] {
  const places = placesOf(
    tokens,
    ({ text }, at) => /^keep_alive_timeout$/i.test(text) && tokens[at + 1]?.text === "=",
  );
  return places.map((index) => {
    const isSanic = tokens[index]?.text === "KEEP_ALIVE_TIMEOUT";
    const value = valueAt(tokens, index + 2, isSanic ? closes : undefined);
    const line = tokens[index]?.line ?? 1;
    return { server: isSanic ? "sanic" : "hypercorn", side: "server", value, file, line };
  });
}

/** The dotted name before a bracket. */
function dotted(tokens: readonly Token[], open: number): string {
  let start = open - 1;
  while (start > open - 12 && tokens[start]?.kind === "word" && tokens[start - 1]?.text === ".")
    start -= 2;
  return tokens
    .slice(Math.max(0, start), open)
    .map(({ text }) => text)
    .join("");
}

function valueAt(tokens: readonly Token[], start: number, zero?: Value): Value {
  const span = expressionAt(tokens, start, true);
  const meanings = zero === undefined ? {} : { zero };
  return valueIn(tokens, span, 1, { definition: definitionsOf(tokens, true), call, meanings });
}

const call = (name: string, [first]: readonly number[]) =>
  /^(?:int|float)$/.test(name) ? first : undefined;

const says = {
  condition: "The value is set under a condition.",
  branch: "Applies in one of the branches.",
  broken: "The text is no Python, so that gunicorn does not start with it, or not as it is meant.",
  imported: "What the file imports or runs may set it, and that was not given.",
  unseen: "Applies if that sets nothing else.",
  open: "The options are handed over in a variable that was not followed.",
};
