import { balancersInCode, readTerraform } from "./balancers/infrastructure-code.ts";
import { commandOf } from "./commands/command.ts";
import type { Variable } from "./commands/program-start.ts";
import { readUwsgi } from "./commands/uwsgi.ts";
import { readCommands, readTree } from "./document-trees.ts";
import { parseProperties } from "./formats/properties.ts";
import type { Syntax } from "./formats/scan.ts";
import { tokenize } from "./formats/tokens.ts";
import type { Tree } from "./formats/tree.ts";
import { type Found, type Source, unclear } from "./found-values.ts";
import { readCsharp } from "./programs/csharp.ts";
import { readElixir } from "./programs/elixir.ts";
import { readGo } from "./programs/go.ts";
import { readJava } from "./programs/java.ts";
import { readProperties } from "./programs/java-properties.ts";
import { readJbossCommands, readServerXml } from "./programs/java-xml.ts";
import { readJavascript } from "./programs/javascript.ts";
import { readJvmTrees } from "./programs/jvm.ts";
import { readPuma } from "./programs/puma.ts";
import { pythonTokens, readPython } from "./programs/python.ts";
import { commandsInPython } from "./programs/python-commands.ts";
import { readApache } from "./proxies/apache.ts";
import { readCaddyfile } from "./proxies/caddy.ts";
import { readHaproxy } from "./proxies/haproxy.ts";
import { readLighttpd } from "./proxies/lighttpd.ts";
import { readLitespeed } from "./proxies/litespeed.ts";
import { readNginx } from "./proxies/nginx.ts";
import { tooLong, unquoteValue } from "./read-value.ts";
import type { FileKind } from "./recognise/kind.ts";
import type { Context } from "./versions-context.ts";
import { commandsInDockerfile } from "./wrappers/dockerfile.ts";
import {
  commandsInProcfile,
  commandsInText,
  commandsInUnit,
} from "./wrappers/procfile-and-unit.ts";
import { readScript } from "./wrappers/script.ts";
import { commandsInTerraform } from "./wrappers/terraform.ts";

/** A text with what it is, and with its documents where it has some. */
export interface RecognisedText {
  readonly source: Source;
  readonly kind: FileKind;
  readonly trees?: readonly Tree[];
}

/** Files of some kinds count only together; all others are read one by one. */
export function readKind(
  kind: FileKind,
  texts: readonly RecognisedText[],
  context: Context,
): readonly Found[] {
  const sources = texts.map(({ source }) => source);
  const [first] = sources;
  const readAll = together[kind];
  if (first && readAll) return safely(first, () => readAll(sources, context));
  return texts.flatMap((text) => safely(text.source, () => readOne(text, context)));
}

type Together = (sources: readonly Source[], context: Context) => readonly Found[];

const together: { readonly [kind in FileKind]?: Together } = {
  nginx: readNginx,
  apache: readApache,
  haproxy: readHaproxy,
  caddyfile: readCaddyfile,
  lighttpd: readLighttpd,
  litespeed: readLitespeed,
  elixir: readElixir,
};

type Alone = (source: Source, context: Context) => readonly Found[];

const alone: { readonly [kind in FileKind]?: Alone } = {
  javascript: readJavascript,
  python: (source, context) => [
    ...balancersInCode(source, pythonTokens(source) ?? []),
    ...readPython(source),
    ...readCommands(commandsInPython(source), context),
  ],
  ruby: (source, context) => (isPuma(source) ? readPuma(source, context) : []),
  go: (source) => [...balancersOf(source), ...readGo(source)],
  csharp: (source) => [...balancersOf(source), ...readCsharp(source)],
  java: (source) => [...balancersOf(source), ...readJava(source)],
  terraform: (source, context) => [
    ...readTerraform(source, context),
    ...readCommands(commandsInTerraform(source, context), context),
  ],
  xml: readServerXml,
  properties: readProperties,
  uwsgi: readUwsgi,
  dockerfile: (source, context) => [
    ...readCommands(commandsInDockerfile(source), context),
    ...readJbossCommands(source),
  ],
  procfile: (source, context) => readCommands(commandsInProcfile(source), context),
  unit: (source, context) => readCommands(commandsInUnit(source), context),
  script: (source, context) => [
    ...readCommands(readScript(source).commands, context),
    ...readJbossCommands(source),
  ],
  jboss: readJbossCommands,
  commands: (source, context) => {
    const found = readCommands(commandsInText(source), context);
    return isMakefile(source) ? found.map((one) => ({ ...one, unless: target })) : found;
  },
  environment: (source, context) => readCommands([environmentOf(source)], context),
};

const cLike: Syntax = {
  lineComment: "//",
  quotes: ['"', "`", "'"],
  blockComments: true,
  multiline: "`",
};

/** What a program of the CDK in C#, Go or Java says of the load balancer. */
const balancersOf = (source: Source): readonly Found[] =>
  source.text.includes("LoadBalance")
    ? balancersInCode(source, tokenize(source.text, source.firstLine, cLike) ?? [])
    : [];

function readOne({ source, kind, trees }: RecognisedText, context: Context): readonly Found[] {
  if (trees !== undefined) {
    const found = trees.flatMap((tree) => readTree(tree, source, context));
    return [...found, ...readJvmTrees(trees, source)];
  }
  if (kind === "yaml" || kind === "json") return [unreadFile(source, tooLong)];
  return alone[kind]?.(source, context) ?? [];
}

const isPuma = ({ as, text }: Source) => /puma/.test(as) || text.includes("persistent_timeout");

const isMakefile = ({ as }: Source) =>
  /(?:^|\/)(?:GNU)?makefile$|\.mk$|(?:^|\/)justfile$/i.test(as.slice(-200));
const target =
  "It is what a target of a Makefile starts, and whether the service is started by it is not known.";

/** A file of variables has no command of its own. */
function environmentOf(source: Source) {
  const variables = parseProperties(source).map(({ key, value, line }): [string, Variable] => [
    key,
    { text: unquoteValue(value), line },
  ]);
  return commandOf("", source.file, source.firstLine, new Map(variables));
}

/** What a mistake of ours or a hostile text breaks is not known; it never breaks the rest. */
function safely(source: Source, look: () => readonly Found[]): readonly Found[] {
  try {
    return look();
  } catch {
    return [unreadFile(source, broken)];
  }
}

export const unreadFile = ({ file, firstLine }: Source, why: string): Found => ({
  server: "unknown",
  side: "server",
  value: unclear(why),
  file,
  line: firstLine,
});

const broken = "The text could not be read.";
