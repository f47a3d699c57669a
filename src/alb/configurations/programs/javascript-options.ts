import { expressionAt, expressionSeconds } from "../formats/expression-value.ts";
import { tokenIndexes } from "../formats/tokens.ts";
import {
  byDefault,
  candidate,
  candidatesOf,
  type Found,
  neverCloses,
  unclear,
  type Value,
} from "../found-values.ts";
import { onlyIfCertain } from "./javascript-conditions.ts";
import { fastifyName, frameworks, type Module, nodeOf } from "./javascript-defaults.ts";
import { listeningBeside } from "./javascript-listening.ts";

/** Every timeout that a file sets: as a property, as an option of a function that makes a server, or of Bun. */
export function optionsSet(module: Module): readonly Found[] {
  const places = tokenIndexes(
    module.tokens,
    ({ kind, text }) => kind !== "sign" && /^(?:keepAliveTimeout|idleTimeout)$/.test(text),
  );
  const set = places.map((index) => ({ index, found: setAt(module, index) }));
  const certain = set.filter(({ found }) => found.some(({ value }) => value.kind !== "unknown"));
  const beside = listeningBeside(
    module,
    certain.map(({ index }) => index),
  );
  return [...set.flatMap(({ found }) => found), ...beside];
}

function setAt(module: Module, index: number): readonly Found[] {
  if (module.tokens[index]?.text === "idleTimeout") return bunOption(module, index);
  const after = module.tokens[index + 1]?.text;
  if (after === ":" && isType(module, index + 2)) return [];
  if (after === "=" && isDot(module, index - 1)) return property(module, index);
  if (after === ":" || (/^[,}]$/.test(after ?? "") && isInBraces(module, index))) {
    return option(module, index);
  }
  return [];
}

function property(module: Module, index: number): readonly Found[] {
  const owner = module.tokens[index - 2]?.text ?? "";
  if (isClient(owner)) return [];
  const made = isDot(module, index - 3) ? undefined : makerOf(module, owner);
  // On the application the property is one like any other: only its server has this one.
  if (made !== undefined && applications.test(made)) return [];
  const value = valueAt(module, index + 2);
  const isForeign = made === undefined && /^app(?:lication)?$/i.test(owner);
  const row = rowOf(module);
  if (isForeign) return [found(module, row, index, onApplication(value))];
  return [{ ...found(module, row, index, value), ...onlyIfCertain(module, index, owner, value) }];
}

/** What makes the thing that a name stands for, in "const app = express()": "express". */
function makerOf({ tokens, definition }: Module, name: string): string | undefined {
  const start = definition(name)?.start;
  if (start === undefined) return undefined;
  const at = /^(?:new|await)$/.test(tokens[start]?.text ?? "") ? start + 1 : start;
  const dot = tokens[at + 1]?.text === ".";
  const close = tokens[at + (dot ? 3 : 1)]?.partner ?? -1;
  // express().listen() gives the server.
  if (tokens[close + 1]?.text === ".") return tokens[close + 2]?.text;
  return dot ? `${tokens[at]?.text}.${tokens[at + 2]?.text}` : tokens[at]?.text;
}

const applications =
  /^(?:express|Express|Koa|koa|Hono|restify\.createServer|NestFactory\.create|Hapi\.server|hapi\.server|Hapi\.Server|[fF]astify|Elysia|polka|connect)$/;

const onApplication = (value: Value): Value =>
  unclear(says.application, ...candidatesOf("Applies if it is the server.", value));

function option(module: Module, index: number): readonly Found[] {
  const { tokens } = module;
  const value =
    tokens[index + 1]?.text === ":" ? valueAt(module, index + 2) : valueAt(module, index);
  const makers = makersOf(module, tokens[index]?.parent ?? -1);
  if (makers.some((name) => fastifyName(module.packages).test(name))) {
    return [fastifyOption(module, index, value)];
  }
  if (value.kind !== "unknown" && isTyped(module, index, /^Fastify\w{0,40}Options$/))
    return [fastifyOption(module, index, value)];
  if (makers.some(isMaker)) return [found(module, rowOf(module), index, value)];
  if (makers.some(isClient)) return [];
  const row = module.packages.has("fastify") ? "fastify" : rowOf(module);
  const maybe =
    value.kind === "unknown"
      ? []
      : [candidate("Applies if the options are those of a server.", value)];
  return [found(module, row, index, unclear(says.owner, ...maybe))];
}

/** Fastify takes 0 for "not set": its default then holds. */
function fastifyOption(module: Module, index: number, value: Value): Found {
  const row = nodeOf(module) === "node-8" ? "node-8" : "fastify";
  const brace = module.tokens[index]?.parent ?? -1;
  if (module.tokens.some(({ text, parent }) => text === "serverFactory" && parent === brace))
    return found(module, row, index, unclear(says.factory, ...candidatesOf(says.taken, value)));
  if (value.kind !== "never") return found(module, row, index, value);
  return { ...found(module, "fastify", index, byDefault), weak: true };
}

/** const options: FastifyServerOptions = { … }, and the same with "satisfies" or "as" behind it. */
function isTyped({ tokens }: Module, index: number, type: RegExp): boolean {
  const open = tokens[index]?.parent ?? -1;
  const close = tokens[open]?.partner ?? -1;
  if (open < 1 || tokens[open]?.text !== "{") return false;
  const near = [
    ...tokens.slice(Math.max(0, open - 8), open),
    ...tokens.slice(close + 1, close + 3),
  ];
  return near.some(({ text }) => type.test(text));
}

/** Bun counts in seconds. Other programs have an idleTimeout that is none of a connection. */
function bunOption(module: Module, index: number): readonly Found[] {
  const brace = module.tokens[index]?.parent ?? -1;
  const makers = makersOf(module, brace);
  const isBun =
    makers.some((name) => /^(?:serve|Elysia)$/.test(name)) ||
    isInside(module, brace, "serve") ||
    isExported(module, brace);
  if (!isBun || module.tokens[index + 1]?.text !== ":") return [];
  const span = expressionAt(module.tokens, index + 2, true);
  return [
    found(
      module,
      "bun",
      index,
      expressionSeconds(module.tokens, span, 1, { ...module, meanings: { zero: neverCloses } }),
    ),
  ];
}

/** Elysia's { serve: { idleTimeout } } */
const isInside = ({ tokens }: Module, brace: number, key: string) =>
  tokens[brace - 1]?.text === ":" && tokens[brace - 2]?.text === key;

/** export default { port, fetch, idleTimeout }, which Bun serves. */
const isExported = ({ tokens }: Module, brace: number) =>
  tokens[brace - 1]?.text === "default" &&
  tokens[brace - 2]?.text === "export" &&
  tokens.some(({ text, parent }) => text === "fetch" && parent === brace);

/** The functions that are given the object of this brace, directly or by the name of a variable. */
function makersOf({ tokens }: Module, brace: number): readonly string[] {
  const outer = tokens[brace]?.parent ?? -1;
  if (tokens[outer]?.text === "(") return [calleeOf(tokens, outer)];
  const name = tokens[brace - 1]?.text === "=" ? variableBefore(tokens, brace - 1) : undefined;
  if (name === undefined) return [];
  const uses = tokens.flatMap((token, index) =>
    token.kind === "word" && token.text === name ? [index] : [],
  );
  return uses.slice(0, mostUses).flatMap((index) => {
    const inside = tokens[index]?.parent ?? -1;
    const spread = tokens[inside]?.text === "{" ? (tokens[inside]?.parent ?? -1) : inside;
    return tokens[spread]?.text === "(" ? [calleeOf(tokens, spread)] : [];
  });
}

/** Before a "(": the function's own name; what require("fastify")( gives is that package's. */
function calleeOf(tokens: Module["tokens"], open: number): string {
  const before = tokens[open - 1];
  if (before?.text === ")" && tokens[before.partner - 1]?.text === "require") {
    return tokens[before.partner + 1]?.text ?? "";
  }
  if (before?.text !== ">") return before?.text ?? "";
  // TypeScript's type arguments: Fastify<Server>({…}).
  for (let at = open - 2; at > open - 30 && at > 0; at--) {
    if (tokens[at]?.text === "<") return tokens[at - 1]?.text ?? "";
  }
  return "";
}

/** In "name =" or "name: Type =" the name; `equals` is where the sign stands. */
function variableBefore(tokens: Module["tokens"], equals: number): string | undefined {
  for (let at = equals - 1; at > equals - 12 && at >= 0; at--) {
    if (/^(?:const|let|var)$/.test(tokens[at]?.text ?? "")) return tokens[at + 1]?.text;
  }
  return undefined;
}

function valueAt(module: Module, start: number): Value {
  const span = expressionAt(module.tokens, start, true);
  return expressionSeconds(module.tokens, span, 0.001, {
    ...module,
    meanings: { zero: neverCloses },
    call: conversion,
  });
}

function conversion(name: string, [first]: readonly number[]): number | undefined {
  if (/^(?:Number|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat)$/.test(name))
    return first;
  // Of date-fns.
  const size = { secondsToMilliseconds: 1000, minutesToMilliseconds: 60_000 }[name];
  return first === undefined || size === undefined ? undefined : first * size;
}

const rowOf = (module: Module) => {
  if (nodeOf(module) === "node-8") return "node-8";
  if (module.packages.has("fastify") || module.packages.has("@nestjs/platform-fastify"))
    return "fastify";
  return frameworks.some((name) => module.packages.has(name)) ? "express" : nodeOf(module);
};

const found = ({ tokens, file }: Module, server: string, index: number, value: Value): Found => ({
  server,
  side: "server",
  value,
  file,
  line: tokens[index]?.line ?? 1,
});

const isMaker = (name: string) =>
  /^(?:create(?:Secure)?Server|Server|assign|startStandaloneServer)$/.test(name);
const isClient = (name: string) =>
  /(?:agent|pool|client|dispatcher|undici|axios|fetch)$/i.test(name);
/** In a declaration a type stands where a value would. */
const isType = ({ tokens }: Module, index: number) =>
  /^(?:number|string|undefined|unknown|any)$/.test(tokens[index]?.text ?? "");
const isDot = ({ tokens }: Module, index: number) => /^\??\.$/.test(tokens[index]?.text ?? "");
const isInBraces = ({ tokens }: Module, index: number) =>
  tokens[tokens[index]?.parent ?? -1]?.text === "{" && /^[,{]$/.test(tokens[index - 1]?.text ?? "");
const mostUses = 50;

const says = {
  factory:
    "The server is made by the program's own serverFactory, and Fastify leaves its timeout alone.",
  taken: "Applies if the program hands it on.",
  application:
    "It is set on something that the text does not make: on an application it does nothing, only on its server.",
  owner: "The option stands in an object, and what is made with it cannot be told from the text.",
};
