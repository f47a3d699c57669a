import { javaWords, springDuration } from "../duration-units.ts";
import { child, entriesOf, entryAt, itemsOf, type Tree, textOf } from "../formats/tree.ts";
import { byDefault, type Found, type Source, type Value } from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import {
  isSpring,
  type JavaOption,
  optionsOfTree,
  readJavaOptions,
  springWithout,
} from "./spring.ts";

/** A part of a settings file: what it sets, and the profile of Spring that it holds for. */
export interface SettingsPart {
  readonly options: readonly JavaOption[];
  readonly line: number;
  readonly profile?: string | undefined;
}

/** What the documents of a settings file on the JVM say, each for its profile of Spring. */
export function readJvmTrees(trees: readonly Tree[], source: Source): readonly Found[] {
  const others = trees.flatMap((tree) => otherKinds(tree, source));
  if (others.length > 0) return others;
  const parts = trees.map((tree): SettingsPart => {
    const options = optionsOfTree(tree);
    return { options, line: tree.line, profile: springProfile(options) };
  });
  return readParts(parts, source);
}

/** The same for parts that were read in any way. */
export function readParts(parts: readonly SettingsPart[], source: Source): readonly Found[] {
  const { file, as, firstLine } = source;
  const ofFile = /(?:^|\/)(?:application|bootstrap)-([\w-]{1,60})\.\w{1,12}$/.exec(
    as.slice(-200),
  )?.[1];
  const said = parts.flatMap(({ options, profile = ofFile }) =>
    readJavaOptions(options, file).map((found) => ({ ...found, profile: profile ?? "" })),
  );
  if (said.length > 0) return said;
  const options = parts.flatMap((part) => part.options);
  return isSpring(as, options) ? springWithout(options, file, firstLine) : [];
}

/** spring.config.activate.on-profile, and spring.profiles of older versions. */
export const springProfile = (options: readonly JavaOption[]): string | undefined =>
  options.find(({ path }) => /^spring\.(?:config\.activate\.on-?profile|profiles)$/i.test(path))
    ?.text;

/** Dropwizard, Helidon and Micronaut also begin with "server", and each means its own. */
function otherKinds(tree: Tree, { file }: Source): readonly Found[] {
  const found = (server: string, { line }: { line: number }, value: Value = byDefault): Found => ({
    ...{ server, side: "server", value, file, line },
    ...(value === byDefault ? { weak: true } : {}),
  });
  const micronaut = entryAt(tree, "micronaut", "server");
  const set = [
    ...settings.flatMap(({ server, path }) => {
      const entry = entryAt(tree, ...path);
      if (entry === undefined) return [];
      return [found(server, entry, valueFrom(textOf(entry.value) ?? "", springDuration))];
    }),
    ...dropwizard(tree).map(({ entry, line }) =>
      entry === undefined
        ? found("jetty", { line })
        : found("jetty", entry, valueFrom(textOf(entry.value) ?? "", javaWords)),
    ),
  ];
  return set.length > 0 || micronaut === undefined ? set : [found("micronaut", micronaut)];
}

const settings = [
  { server: "helidon", path: ["server", "idle-connection-timeout"] },
  { server: "micronaut", path: ["micronaut", "server", "idle-timeout"] },
];

/** The connectors of an application in Dropwizard, each with its idleTimeout. */
function dropwizard(tree: Tree) {
  const connectors = itemsOf(entryAt(tree, "server", "applicationConnectors")?.value);
  const simple = entryAt(tree, "server", "connector")?.value;
  const isSimple =
    textOf(entryAt(tree, "server", "type")?.value) === "simple" && entriesOf(simple).length > 0;
  return [...connectors, ...(isSimple && simple ? [simple] : [])].map((connector) => ({
    entry: child(connector, "idleTimeout"),
    line: connector.line,
  }));
}
