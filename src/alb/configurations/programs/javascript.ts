import { balancersInCode } from "../balancers/infrastructure-code.ts";
import { readCommands } from "../document-trees.ts";
import { uniqueDefinitions } from "../formats/expression-value.ts";
import type { Syntax, Token } from "../formats/scan.ts";
import { tokenize } from "../formats/tokens.ts";
import { type Found, type Source, unclear } from "../found-values.ts";
import { tooLong } from "../read-value.ts";
import type { Context } from "../versions-context.ts";
import { type Module, serversStarted } from "./javascript-defaults.ts";
import { optionsSet } from "./javascript-options.ts";
import { commandsOfPm2, isEcosystem } from "./javascript-pm2.ts";

/** When a server written for Node.js, Bun or Deno closes idle connections, from its source. */
export function readJavascript(source: Source, context: Context): readonly Found[] {
  const { versions } = context;
  if (!interesting.test(source.text) && !isEcosystem(source)) return [];
  const tokens = tokenize(source.text, source.firstLine, javascript);
  if (tokens === undefined) return [tooLongOf(source)];
  const module: Module = {
    tokens,
    file: source.file,
    packages: packagesOf(tokens),
    definition: uniqueDefinitions(tokens, true),
    ...(versions.node === undefined ? {} : { node: versions.node }),
  };
  const balancers = balancersInCode(source, tokens);
  const set = optionsSet(module);
  const apps = readCommands(commandsOfPm2(source, tokens), context);
  return [...balancers, ...apps, ...(set.length > 0 ? set : serversStarted(module))];
}

const javascript: Syntax = {
  lineComment: "//",
  quotes: ["'", '"', "`"],
  blockComments: true,
  javascript: true,
};

const interesting = /keepAliveTimeout|\.listen|\bserve\b|\bserver\b|LoadBalance|idleTimeout/i;

/** The packages that are imported or required, by the names they get. */
function packagesOf(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  tokens.forEach(({ kind, text }, index) => {
    const before = tokens[index - 1]?.text;
    const isRequired = before === "(" && tokens[index - 2]?.text === "require";
    if (kind !== "text" || !(isRequired || before === "from" || before === "import")) return;
    const name = isRequired ? requiredAs(tokens, index) : tokens[index - 2]?.text;
    packages.set(text.replace(/^node:/, ""), name ?? "");
  });
  return packages;
}

/** In "const name = require(…)" the name. */
const requiredAs = (tokens: readonly Token[], index: number) =>
  tokens[index - 3]?.text === "=" ? tokens[index - 4]?.text : undefined;

const tooLongOf = ({ file, firstLine }: Source): Found => ({
  server: "unknown",
  side: "server",
  value: unclear(tooLong),
  file,
  line: firstLine,
});
