import { argumentsOf } from "../formats/expression.ts";
import { linesAbove } from "../formats/indentation.ts";
import type { Syntax, Token } from "../formats/scan.ts";
import { tokenIndexes, tokenize } from "../formats/tokens.ts";
import {
  byDefault,
  candidate,
  candidatesOf,
  type Found,
  noReuse,
  type Source,
  unclear,
} from "../found-values.ts";
import { tooLong } from "../read-value.ts";
import { type Gunicorn, judgeGunicorn } from "./gunicorn.ts";
import { gunicornSettings, isGunicorn } from "./gunicorn-file.ts";
import { pythonSeconds } from "./python-seconds.ts";

/** When a Python server closes idle connections: gunicorn's configuration, Hypercorn's, or a program that starts one. */
export function readPython(source: Source): readonly Found[] {
  const tokens = pythonTokens(source);
  const { file, firstLine } = source;
  if (tokens === undefined) {
    return [{ server: "unknown", side: "server", value: unclear(tooLong), file, line: firstLine }];
  }
  const started = [
    ...callsIn(tokens, file),
    ...assignedIn(tokens, source),
    ...cherrypyIn(tokens, file),
  ];
  if (started.length > 0) return started;
  const isNamed = /gunicorn/i.test(source.as.slice(-300));
  if (isNamed && isBroken(tokens)) {
    const value = unclear(says.broken, candidate("With sync, if nothing is read.", noReuse));
    return [{ server: "gunicorn-gthread", side: "server", value, file, line: firstLine }];
  }
  if (!isGunicorn(source, tokens)) return [];
  const settings = gunicornSettings(tokens, source);
  const found = judgeGunicorn(settings, { file, line: firstLine }, false);
  return [settings.keepalive === undefined ? { ...found, weak: true } : found];
}

export function gunicornFile(source: Source): Gunicorn {
  return gunicornSettings(pythonTokens(source) ?? [], source);
}

/** The tokens of a Python file; undefined when it is too long to be read in time. */
export const pythonTokens = ({ text, firstLine }: Source) => tokenize(text, firstLine, syntax);

const syntax: Syntax = { lineComment: "#", quotes: ['"', "'"], tripleQuotes: true };

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
  {
    callee: /^(?:[\w.]+\.)?(?:Server|WSGIServer|HTTPServer)$/,
    option: "timeout",
    server: "cheroot",
  },
];

/** An application of Tornado makes its server where it listens, if nothing else in the text makes one. */
const tornadoApp: Call = {
  callee: /^(?:\w+\.)?listen$/,
  option: "idle_connection_timeout",
  server: "tornado",
};

/** The functions that start a server, with the option that decides or without it. */
function callsIn(tokens: readonly Token[], file: string): readonly Found[] {
  const makesServer = tokens.some(({ text }) => text === "HTTPServer");
  const known = [...calls, ...(makesServer ? [] : [tornadoApp])].filter(({ server }) =>
    isImported(tokens, server),
  );
  const callOf = (open: number) => known.find(({ callee }) => callee.test(dotted(tokens, open)));
  const places = tokenIndexes(
    tokens,
    ({ kind, text }, at) => kind === "sign" && text === "(" && callOf(at) !== undefined,
  );
  return places.flatMap((index) => {
    const call = callOf(index);
    const line = tokens[index]?.line ?? 1;
    if (call === undefined) return [];
    const option = argumentsOf(tokens, index).find(
      ({ start }) => tokens[start]?.text === call.option && tokens[start + 1]?.text === "=",
    );
    const found = { server: call.server, side: "server", file, via: "call" } as const;
    if (option !== undefined) {
      const value = pythonSeconds(tokens, option.start + 2);
      return [{ ...found, value, line: tokens[option.start]?.line ?? line }];
    }
    const isOpen = argumentsOf(tokens, index).some(({ start }) => tokens[start]?.text === "*");
    const value = isOpen ? unclear(says.open) : byDefault;
    return [{ ...found, value, line, weak: true as const }];
  });
}

const isImported = (tokens: readonly Token[], server: string) => {
  const wanted = server.replace(/-.*/, "");
  return tokens.some(({ kind, text }) => kind === "word" && text === wanted);
};

/** config.keep_alive_timeout = 65 of Hypercorn, app.config.KEEP_ALIVE_TIMEOUT = 75 of Sanic. */
function assignedIn(tokens: readonly Token[], source: Source): readonly Found[] {
  const { file } = source;
  const above = linesAbove(source);
  const places = tokenIndexes(
    tokens,
    ({ text }, at) => /^keep_alive_timeout$/i.test(text) && tokens[at + 1]?.text === "=",
  );
  return places.map((index) => {
    const isSanic = tokens[index]?.text === "KEEP_ALIVE_TIMEOUT";
    const isOff = isSanic && tokens.some((_, at) => isSwitchedOff(tokens, at));
    const set = isOff ? noReuse : pythonSeconds(tokens, index + 2, isSanic ? noReuse : undefined);
    const line = tokens[index]?.line ?? 1;
    const value = above(line).some((one) => isCondition.test(one))
      ? unclear(says.condition, ...candidatesOf(says.perhaps, set))
      : set;
    return { server: isSanic ? "sanic" : "hypercorn", side: "server", value, file, line };
  });
}

/** app.config.KEEP_ALIVE = False */
const isSwitchedOff = (tokens: readonly Token[], at: number) =>
  tokens[at]?.text === "KEEP_ALIVE" &&
  tokens[at + 1]?.text === "=" &&
  tokens[at + 2]?.text === "False";

/** cherrypy.server.socket_timeout = 75, "server.socket_timeout": 75; without it the default, where CherryPy is started. */
function cherrypyIn(tokens: readonly Token[], file: string): readonly Found[] {
  if (!tokens.some(({ text }) => text === "cherrypy")) return [];
  const base = { server: "cheroot", side: "server", file } as const;
  const set = tokenIndexes(
    tokens,
    ({ text }, at) =>
      (text === "server.socket_timeout" && tokens[at + 1]?.text === ":") ||
      (text === "socket_timeout" &&
        tokens[at - 2]?.text === "server" &&
        tokens[at + 1]?.text === "="),
  );
  const started = tokenIndexes(
    tokens,
    ({ text }, at) =>
      text === "(" && /^cherrypy\.(?:quickstart|engine\.start)$/.test(dotted(tokens, at)),
  );
  const line = (at: number) => tokens[at]?.line ?? 1;
  return set.length > 0
    ? set.map((at) => ({ ...base, value: pythonSeconds(tokens, at + 2), line: line(at) }))
    : started.slice(0, 1).map((at) => ({ ...base, value: byDefault, line: line(at), weak: true }));
}

const isCondition = /^(?:if|elif|else|match|case|except)\b(?!.{0,20}__name__)/;

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

const says = {
  condition: "The value is set under a condition.",
  perhaps: "Applies when the condition holds.",
  broken: "The text is no Python, so that gunicorn does not start with it, or not as it is meant.",
  open: "The options are handed over in a variable that was not followed.",
};
