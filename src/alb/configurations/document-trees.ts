import { balancersInManifests } from "./balancers/manifests.ts";
import { type Command, commandOf, readCommand } from "./commands/command.ts";
import { readEnvironment } from "./commands/environment.ts";
import { timeSpan, wholeSeconds } from "./duration-units.ts";
import { parseJsonTrees } from "./formats/json.ts";
import { parseToml } from "./formats/toml.ts";
import { child, entriesOf, entryAt, mapsOf, type Tree, textOf } from "./formats/tree.ts";
import { parseYaml } from "./formats/yaml.ts";
import { byDefault, candidatesOf, type Found, type Source, unclear } from "./found-values.ts";
import { readCaddyJson } from "./proxies/caddy-json.ts";
import { isEnvoy, readEnvoy } from "./proxies/envoy.ts";
import {
  readTraefik,
  readTraefikChart,
  readTraefikDynamic,
  traefikKind,
} from "./proxies/traefik.ts";
import { valueFrom } from "./read-value.ts";
import type { FileKind } from "./recognise/kind.ts";
import type { Context } from "./versions-context.ts";
import { commandsInTree } from "./wrappers/containers.ts";
import { ingressesIn } from "./wrappers/manifests.ts";

/** The documents of a YAML, JSON or TOML text; undefined when it is too long to be read in time, or broken. */
export function documentTrees(source: Source, kind: FileKind): readonly Tree[] | undefined {
  if (kind === "yaml") return parseYaml(source);
  if (kind === "json") return parseJsonTrees(source);
  const tree = kind === "toml" ? parseToml(source) : undefined;
  return tree && [tree];
}

/** Everything that a document says of idle timeouts: as a server's configuration, or as what starts one. */
export function readTree(tree: Tree, source: Source, context: Context): readonly Found[] {
  const started = readCommands(commandsInTree(tree, source, context.shared), context);
  const isPatched = context.isPatched && child(tree, "kind") !== undefined;
  const found = [
    ...balancersInManifests(tree, source),
    ...(isPatched ? started.map(asPatched) : started),
    ...readCommands(scriptsIn(tree, source), context),
    ...ingressesIn(tree, source),
    ...traefikIn(tree, source),
    ...(isEnvoy(tree) ? readEnvoy(tree, source) : []),
    ...readCaddyJson(tree, source),
    ...settingsIn(tree, source, context),
  ];
  return found;
}

/** What a container starts is not known where a patch changes it. */
const asPatched = (found: Found): Found => ({
  ...found,
  value: unclear(says.patched, ...candidatesOf(says.unpatched, found.value)),
});

/** What commands start, and what their environments say. */
export const readCommands = (commands: readonly Command[], context: Context): readonly Found[] =>
  commands.flatMap((command) => {
    const started = readCommand(command, context);
    return [...started, ...readEnvironment(command.environment, command.file, started)];
  });

/** The scripts of a package.json, and the start commands of hosting services' files. */
function scriptsIn(tree: Tree, { file }: Source): readonly Command[] {
  const scripts = entriesOf(child(tree, "scripts")?.value).flatMap(({ key, value }) => {
    const text = textOf(value);
    return text === undefined ? [] : [{ ...commandOf(text, file, value.line), script: key }];
  });
  const hosted = [...mapsOf(tree)].flatMap((map) => [
    ...["startCommand", "run_command"].flatMap((key) => child(map, key) ?? []),
  ]);
  const processes = entriesOf((child(tree, "processes") ?? entryAt(tree, "run"))?.value);
  const others = [...hosted, ...processes].flatMap(({ value }) => {
    const text = textOf(value);
    return text === undefined ? [] : [commandOf(text, file, value.line)];
  });
  return [...scripts, ...others];
}

function traefikIn(tree: Tree, source: Source): readonly Found[] {
  const kind = traefikKind(tree);
  if (kind === "static") return readTraefik(tree, source);
  if (kind === "chart") return readTraefikChart(tree, source);
  return kind === "dynamic" ? readTraefikDynamic(tree, source) : [];
}

const hypercornDefault = {
  server: "hypercorn",
  side: "server",
  value: byDefault,
  weak: true,
} as const;

/** Servers with a setting at a fixed place: Kestrel, Hypercorn, Rocket, and those on the JVM. */
function settingsIn(tree: Tree, { file, as }: Source, context: Context): readonly Found[] {
  const kestrel = entryAt(tree, "Kestrel", "Limits", "KeepAliveTimeout");
  const cherrypy = entryAt(tree, "global", "server", "socket_timeout");
  const hypercorn = child(tree, "keep_alive_timeout");
  const rocket = /^Rocket\.toml$/.test(as)
    ? (entryAt(tree, "release", "keep_alive") ?? entryAt(tree, "default", "keep_alive"))
    : undefined;
  const one = (server: string, entry: typeof kestrel, read: typeof timeSpan): readonly Found[] => {
    const text = textOf(entry?.value);
    if (entry === undefined || text === undefined) return [];
    return [{ server, side: "server", value: valueFrom(text, read), file, line: entry.line }];
  };
  const isHypercorn = /hypercorn[\w.-]{0,60}\.toml$/i.test(as.slice(-200));
  return [
    ...one("kestrel", kestrel, timeSpan).map((found) => asAppsettings(found, as, context)),
    ...one("cheroot", cherrypy, wholeSeconds),
    ...one("hypercorn", hypercorn, wholeSeconds),
    ...(isHypercorn && hypercorn === undefined
      ? [{ ...hypercornDefault, file, line: tree.line }]
      : []),
    ...one("rocket", rocket, wholeSeconds),
  ];
}

/** Kestrel takes its limits from a file only where the program binds them, and from one of an environment only there. */
function asAppsettings(found: Found, as: string, { bindsKestrel }: Context): Found {
  const environment = /appsettings\.([\w-]{1,60})\.json$/i.exec(as.slice(-200))?.[1] ?? "";
  if (environment !== "" && !/^prod(?:uction)?$/i.test(environment)) {
    const may = candidatesOf(says.inEnvironment, found.value);
    return { ...found, value: unclear(says.environment, ...may) };
  }
  return bindsKestrel ? found : { ...found, unless: says.bound };
}

const says = {
  environment: "The file counts only where the environment bears its name.",
  inEnvironment: "Applies in that environment.",
  bound:
    "Kestrel takes its limits from there only where the program binds them, as with Configure<KestrelServerOptions>.",
  patched: "A patch, as of Kustomize, changes what the container starts.",
  unpatched: "Applies without the patch.",
};
