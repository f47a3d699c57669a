import type { Command } from "../commands/command.ts";
import { imageProgram } from "../commands/configured-elsewhere.ts";
import type { Variable } from "../commands/program-start.ts";
import { type ShellWord, shellWords } from "../formats/shell-words.ts";
import { child, entriesOf, entryAt, itemsOf, mapsOf, type Tree, textOf } from "../formats/tree.ts";
import type { Source } from "../found-values.ts";
import { imageBaseName } from "../versions-context.ts";

/** What containers start: of Kubernetes manifests, compose files and task definitions of ECS, which look alike. */
export function commandsInTree(
  tree: Tree,
  { file }: Source,
  shared: ReadonlyMap<string, Tree>,
): readonly Command[] {
  const { named, initial } = placesIn(tree);
  return [...mapsOf(tree)].flatMap((map) => {
    if (initial.has(map)) return [];
    const parts = ["entrypoint", "command", "args"].map((key) => child(map, key)?.value);
    const environment = ["environment", "env", "variables"]
      .map((key) => child(map, key)?.value)
      .find((one) => one !== undefined);
    const image = textOf(child(map, "image")?.value);
    const isContainer = image !== undefined || child(map, "build") !== undefined || named.has(map);
    const isStarted = parts.some((part) => part !== undefined);
    if (!isContainer && !(isStarted && environment !== undefined)) return [];
    const words = parts.flatMap((part) => (part === undefined ? [] : wordsIn(part)));
    const line = words[0]?.line ?? map.line;
    const starts =
      parts[0] === undefined && isImagesOwn(words, environment, imageName(image))
        ? [{ text: imageProgram(imageName(image)) ?? imageName(image), line }]
        : [];
    const all = [...starts, ...words];
    const variables = new Map([...sharedBy(map, shared), ...variablesIn(environment, shared)]);
    return [{ words: all, environment: variables, file, line, nearness: 1 }];
  });
}

/**
 * What is a container by its place, though an override or a patch gives it no image; and those that end before the service starts,
 * which an init container does unless it is kept running.
 */
function placesIn(tree: Tree) {
  const maps = [...mapsOf(tree)];
  const listed = (key: string) => maps.flatMap((map) => itemsOf(child(map, key)?.value));
  const services = entriesOf(child(tree, "services")?.value).map(({ value }) => value);
  const ends = (one: Tree) => textOf(child(one, "restartPolicy")?.value) !== "Always";
  return {
    named: new Set<Tree>([
      ...ofCopilot(tree),
      ...services,
      ...listed("containers"),
      ...listed("containerDefinitions"),
    ]),
    initial: new Set<Tree>(listed("initContainers").filter(ends)),
  };
}

/** A service of AWS Copilot: the manifest itself, and what it overrides in one of its environments. */
const ofCopilot = (tree: Tree): readonly Tree[] =>
  /^(?:Load Balanced Web|Backend|Request-Driven Web|Worker) Service$/.test(
    textOf(child(tree, "type")?.value) ?? "",
  )
    ? [tree, ...entriesOf(child(tree, "environments")?.value).map(({ value }) => value)]
    : [];

/** A list is taken word by word, a text as a shell would. */
function wordsIn(tree: Tree): readonly ShellWord[] {
  if (tree.kind === "scalar") return shellWords(tree.text, tree.contentLine);
  return itemsOf(tree).flatMap((item) =>
    item.kind === "scalar" ? [{ text: item.text, line: item.contentLine }] : [],
  );
}

/** Only options or variables, or nothing for a server's image: the image's own program gets them, which often bears its name. */
const isImagesOwn = ([first]: readonly ShellWord[], environment: Tree | undefined, name: string) =>
  first === undefined
    ? environment !== undefined || imageProgram(name) !== undefined
    : first.text.startsWith("-");

const imageName = (image = "") => imageBaseName(image);

/** The variables of ConfigMaps and Secrets that a container names in envFrom, as far as these were given. */
function sharedBy(map: Tree, shared: ReadonlyMap<string, Tree>): ReadonlyMap<string, Variable> {
  const names = itemsOf(child(map, "envFrom")?.value).map((item) =>
    textOf((entryAt(item, "configMapRef", "name") ?? entryAt(item, "secretRef", "name"))?.value),
  );
  return new Map(names.flatMap((name) => [...variablesIn(shared.get(name ?? ""), shared)]));
}

/** name: value, a list of "name=value", or a list of maps with name and value. */
function variablesIn(
  tree: Tree | undefined,
  shared: ReadonlyMap<string, Tree>,
): ReadonlyMap<string, Variable> {
  const pairs = entriesOf(tree).map(
    ({ key, value, line }) => [key, variable(value, line)] as const,
  );
  const listed = itemsOf(tree).flatMap((item) => {
    if (item.kind === "scalar") {
      const [, name, text = ""] = /^(\w{1,200})=(.*)$/s.exec(item.text) ?? [];
      return name === undefined ? [] : [[name, { text, line: item.line }] as const];
    }
    const name = textOf(child(item, "name")?.value);
    const value = child(item, "value") ?? sharedValue(item, shared);
    return name === undefined
      ? []
      : [[name, variable(value?.value, value?.line ?? item.line)] as const];
  });
  return new Map([...pairs, ...listed]);
}

/** valueFrom: configMapKeyRef: { name, key } */
function sharedValue(item: Tree, shared: ReadonlyMap<string, Tree>) {
  const from = entryAt(item, "valueFrom", "configMapKeyRef")?.value;
  const key = textOf(child(from, "key")?.value);
  return key === undefined
    ? undefined
    : child(shared.get(textOf(child(from, "name")?.value) ?? ""), key);
}

/** A value from a secret or a field is a variable that is not in the text. */
const variable = (tree: Tree | undefined, line: number): Variable => ({
  text: textOf(tree) ?? "$",
  line,
});
