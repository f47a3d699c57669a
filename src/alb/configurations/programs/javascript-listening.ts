import { byDefault, candidate, type Found, unclear } from "../found-values.ts";
import { type Module, nodeOf } from "./javascript-defaults.ts";

/**
 * Servers of a file that listen and get no timeout, beside those that get one, at these places: where one of those listens too, which
 * of them answers is not known; where none does, the others answer.
 */
export function listeningBeside(module: Module, places: readonly number[]): readonly Found[] {
  const tuned = places.map((index) => serverAt(module, index));
  // What is handed in, or is a part of something else, may be any server.
  if (tuned.length === 0 || tuned.includes(undefined)) return [];
  const listens = listeners(module);
  const isTuned = ({ names }: Listener) => names.some((name) => tuned.includes(name));
  const value = listens.some(isTuned) ? unclear(says.several, candidate(says.own, six)) : byDefault;
  return listens
    .filter((one) => !isTuned(one))
    .slice(0, mostOthers)
    .map(({ index, isApp }) => ({
      server: isApp && nodeOf(module) !== "node-8" ? "express" : nodeOf(module),
      side: "server",
      value,
      file: module.file,
      line: module.tokens[index]?.line ?? 1,
    }));
}

/** The name of the server whose timeout is set: in server.keepAliveTimeout = …, Object.assign(server, …) or createServer({ … }). */
function serverAt(module: Module, index: number): string | undefined {
  const { tokens } = module;
  if (/^\??\.$/.test(tokens[index - 1]?.text ?? "")) {
    const isPart = /^\??\.$/.test(tokens[index - 3]?.text ?? "");
    return isPart ? undefined : aliasOf(module, tokens[index - 2]?.text ?? "");
  }
  const open = tokens[tokens[index]?.parent ?? -1]?.parent ?? -1;
  if (tokens[open]?.text !== "(") return undefined;
  if (tokens[open - 1]?.text === "assign") return aliasOf(module, tokens[open + 1]?.text ?? "");
  let start = open - 1;
  while (tokens[start - 1]?.text === ".") start -= 2;
  return resultOf(tokens, start);
}

interface Listener {
  readonly index: number;
  /** It is called on an application, which makes a server by itself. */
  readonly isApp: boolean;
  /** By which names what listens is known. */
  readonly names: readonly string[];
}

/** Calls of "listen" on what this file makes: an application or an http server. */
function listeners(module: Module): readonly Listener[] {
  const { tokens } = module;
  return tokens.flatMap(({ kind, text }, index) => {
    if (kind !== "word" || text !== "listen" || tokens[index + 1]?.text !== "(") return [];
    const owner = tokens[index - 2];
    if (tokens[index - 1]?.text !== ".") return [];
    if (owner?.text === ")") return chained(tokens, index, owner.partner);
    if (owner?.kind !== "word") return [];
    if (/^\??\.$/.test(tokens[index - 3]?.text ?? "")) return [];
    const maker = makerOf(module, owner.text);
    if (
      maker === undefined ||
      !/^(?:express|Koa|koa|polka|connect|create(?:Secure)?Server)$/.test(maker)
    )
      return [];
    const isApp = !maker.endsWith("Server");
    const result = resultOf(tokens, index - 2);
    const names = isApp ? [] : [owner.text];
    // express() is given to createServer, too, and then that server's name is another.
    return [{ index, isApp, names: result === undefined ? names : [...names, result] }];
  });
}

/** In "const server = app.listen(" the name of what it gives; undefined where it gets none. */
function resultOf(tokens: Module["tokens"], start: number): string | undefined {
  const at = tokens[start - 1]?.text === "await" ? start - 2 : start - 1;
  if (tokens[at]?.text !== "=") return undefined;
  for (let before = at - 1; before >= 0 && before > at - 12; before--) {
    if (/^(?:const|let|var)$/.test(tokens[before]?.text ?? "")) return tokens[before + 1]?.text;
  }
  return tokens[at - 1]?.text;
}

/** http.createServer(app).listen(80): what listens has the name that the whole gets, or none. */
function chained(tokens: Module["tokens"], index: number, open: number): readonly Listener[] {
  const maker = tokens[open - 1]?.text ?? "";
  if (!/^(?:express|create(?:Secure)?Server)$/.test(maker)) return [];
  let start = open - 1;
  while (tokens[start - 1]?.text === ".") start -= 2;
  const result = resultOf(tokens, start);
  return [{ index, isApp: maker === "express", names: result === undefined ? [] : [result] }];
}

/** The last name of what makes the thing that a name stands for: "createServer" of http.createServer(app). */
function makerOf({ tokens, definition }: Module, name: string): string | undefined {
  const start = definition(name)?.start;
  if (start === undefined) return undefined;
  if (tokens[start]?.text === "require") return tokens[start + 2]?.text;
  let at = /^(?:new|await)$/.test(tokens[start]?.text ?? "") ? start + 1 : start;
  while (tokens[at + 1]?.text === "." && tokens[at + 2]?.kind === "word") at += 2;
  return tokens[at + 1]?.text === "(" ? tokens[at]?.text : undefined;
}

/** The name under which a thing was made first: of "const tunable = server as Tunable" the server. */
function aliasOf({ tokens, definition }: Module, name: string): string | undefined {
  const start = definition(name)?.start;
  if (start === undefined) return undefined;
  const [first, next] = [tokens[start], tokens[start + 1]];
  const isAlias =
    first?.kind === "word" && !/^(?:new|await)$/.test(first.text) && next?.text === "as";
  return isAlias ? first.text : name;
}

const mostOthers = 5;

const says = {
  several: "The file starts more than one server, and sets no timeout for this one.",
  own: "Applies where this one answers; on Node.js up to 18 it is 5 s.",
};
const six = { kind: "set", seconds: 6 } as const;
