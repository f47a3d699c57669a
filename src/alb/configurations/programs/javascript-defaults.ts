import type { TokenSpan } from "../formats/expression.ts";
import type { Token } from "../formats/scan.ts";
import {
  byDefault,
  type Candidate,
  candidate,
  type Found,
  neverCloses,
  unclear,
  type Value,
} from "../found-values.ts";
import { versionNumber } from "../versions-context.ts";

/** A source file, cut into tokens. */
export interface Module {
  readonly tokens: readonly Token[];
  readonly file: string;
  /** Packages imported, without "node:", each with the name that it gets. */
  readonly packages: ReadonlyMap<string, string>;
  readonly definition: (name: string) => TokenSpan | undefined;
  /** The version of Node.js that another file names. */
  readonly node?: number;
}

/** The servers that a file starts without setting their timeout. */
export function serversStarted(module: Module): readonly Found[] {
  const { tokens, packages } = module;
  const calls = tokens.flatMap(({ kind, text }, index) =>
    kind === "word" && tokens[index + 1]?.text === "(" ? [{ text, index }] : [],
  );
  const at = (pattern: RegExp) => calls.find(({ text }) => pattern.test(text));
  const own = ownServer(module, calls);
  if (own !== undefined) return [own];
  const listens = at(/^(?:listen|start)$/);
  if (listens === undefined) return [];
  const fastify = at(fastifyName(packages))?.index ?? requiredFastify(module);
  if (fastify !== undefined)
    return [found(module, "fastify", fastify, withoutOption(module, fastify))];
  const isFramework = frameworks.some((name) => packages.has(name));
  const made = at(/^create(?:Secure)?Server$/);
  const isHttp = packages.has("http") || packages.has("https");
  if (!isFramework && !(made !== undefined && isHttp)) return [];
  const index = isFramework ? listens.index : (made?.index ?? listens.index);
  return [ofNode(module, isFramework ? "express" : nodeOf(module), index)];
}

/** Options that are spread or come from elsewhere may set it. */
function withoutOption({ tokens, definition }: Module, at: number): Value {
  const open = tokens.findIndex(({ text }, index) => index > at && text === "(");
  const first = tokens[open + 1];
  const isForeign =
    first?.kind === "word" &&
    /^[),]$/.test(tokens[open + 2]?.text ?? "") &&
    definition(first.text) === undefined;
  const isSpread = tokens.some(
    ({ text, parent }, index) =>
      text === "." && parent === open + 1 && tokens[index + 1]?.text === ".",
  );
  return isSpread || isForeign ? unclear(says.handed, fastifyDefault) : byDefault;
}

type Call = { readonly text: string; readonly index: number };

/** Bun, Deno, and what is named after its own function for serving. */
function ownServer(module: Module, calls: readonly Call[]): Found | undefined {
  const { tokens, packages } = module;
  const serve = (owner: string) =>
    calls.find(({ text, index }) => text === "serve" && tokens[index - 2]?.text === owner);
  const [bun, deno] = [serve("Bun"), serve("Deno")];
  if (bun !== undefined) return found(module, "bun", bun.index, byDefault);
  if (deno !== undefined) return found(module, "deno", deno.index, neverCloses);
  const plain = calls.find(({ text }) => text === "serve");
  if (plain !== undefined && packages.has("@hono/node-server"))
    return ofNode(module, nodeOf(module), plain.index);
  const elysia = calls.find(({ text }) => text === "Elysia");
  return elysia && found(module, "bun", elysia.index, unclear(says.elysia, bunDefault));
}

/** require("fastify")(…) */
function requiredFastify({ tokens }: Module): number | undefined {
  const at = tokens.findIndex(
    ({ kind, text }, index) =>
      kind === "text" && text === "fastify" && tokens[index + 2]?.text === "(",
  );
  return at === -1 ? undefined : at;
}

/** How Fastify is called in this file: its own name, the adapter of NestJS, or what it is imported as. */
export function fastifyName(packages: Module["packages"]): RegExp {
  const own = packages.get("fastify");
  const safe = own !== undefined && /^\w{2,50}$/.test(own) ? `|${own}` : "";
  return new RegExp(`^(?:[fF]astify|FastifyAdapter${safe})$`);
}

export const nodeOf = ({ node }: Pick<Module, "node">): string =>
  node !== undefined && node < versionNumber("20") ? "node-8" : "node-20";

export const frameworks: readonly string[] = [
  "express",
  "koa",
  "@hapi/hapi",
  "@nestjs/core",
  "@nestjs/platform-express",
];

const bunDefault = candidate("The default of Bun.", { kind: "set", seconds: 10 });
const fastifyDefault = candidate("The default of Fastify.", { kind: "set", seconds: 72 });
const says = {
  elysia: "Nothing sets the timeout, and what Elysia gives to Bun is not known.",
  handed: "The options are handed over in a variable that was not followed, and may set it.",
};

function ofNode(module: Module, server: string, index: number): Found {
  // Before version 20 nothing is added, whatever runs on it.
  const row = nodeOf(module) === "node-8" ? "node-8" : server;
  return found(module, row, index, byDefault, module.node === undefined ? [before20] : []);
}

const before20 = candidate("On Node.js up to 18; no version was found in the files.", {
  kind: "set",
  seconds: 5,
});

function found(
  { tokens, file }: Module,
  server: string,
  index: number,
  value: Value,
  notes: readonly Candidate[] = [],
): Found {
  const line = tokens[index]?.line ?? 1;
  return { server, side: "server", value, file, line, weak: true, notes };
}
