import { readdir } from "node:fs/promises";
import { basename, extname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Flow } from "#language";
import { type Broken, type FlowOrigin, problemAt } from "../engine/catalogue.ts";
import { checkShape } from "./check-shape.ts";
import { filesBelow } from "./files-below.ts";
import { lineIn, problemPlaces } from "./problem-places.ts";
import { readTextFile } from "./read-text-file.ts";
import { readYaml } from "./read-yaml.ts";

/** The runbooks of a folder and of those below it; `retired` are those in a folder of that name, which open runs still walk. */
export interface FlowFolder {
  readonly flows: readonly Flow[];
  readonly retired: readonly Flow[];
  /** Files that hold no runbook, or one that nobody could walk. */
  readonly unread: readonly Broken[];
  readonly origins: ReadonlyMap<Flow, FlowOrigin>;
}

/** Reads every .yaml, .ts, .js and .mjs file of a folder as the runbook that it is. */
export async function readFlowFolder(folder: string): Promise<FlowFolder> {
  const below = await filesBelow(folder).catch(() => undefined);
  if (below === undefined) return { ...nothing, unread: [unreadable(folder)] };
  const found = await read(folder, below.files);
  return { ...found, unread: [...found.unread, ...below.lost.map(lost)] };
}

/** The runbooks in YAML of a folder and of those below it, where other files are no runbooks. */
export async function readYamlFlows(folder: string): Promise<FlowFolder> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
  return read(folder, files.sort());
}

async function read(folder: string, files: readonly string[]): Promise<FlowFolder> {
  const { kept, stale } = oneForEach(files.filter(isRunbook));
  const loaded = await Promise.all(
    kept.map((file) => flowAt(file, isRetired(relative(folder, file)))),
  );
  const odd = await Promise.all(files.map(ignored));
  const good = loaded.filter((one) => "flow" in one);
  return {
    flows: good.flatMap(({ flow, retired }) => (retired ? [] : [flow])),
    retired: good.flatMap(({ flow, retired }) => (retired ? [flow] : [])),
    unread: [...loaded.filter((one) => "problems" in one), ...stale, ...odd.flat()],
    origins: new Map(good.map(({ flow, origin }) => [flow, origin])),
  };
}

const nothing: FlowFolder = { flows: [], retired: [], unread: [], origins: new Map() };

const unreadable = (folder: string): Broken => ({
  name: folder,
  problems: [
    "HANDRAIL_FLOWS names no folder that can be read: give the folder in which the runbooks stand.",
  ],
});

const lost = (name: string): Broken => ({
  name,
  problems: ["It is not read: it is a link that leads nowhere."],
});

const isRetired = (path: string): boolean => path.split("/").slice(0, -1).includes("retired");

const isRunbook = (file: string): boolean =>
  /\.(ts|js|mjs|ya?ml)$/.test(file) &&
  !/\.d\.ts$|\.(test|world)\.\w+$/.test(file) &&
  !basename(file).startsWith("index.");

/** Of files that differ only in how they end, the one that is written by hand: a .js beside its .ts is what a compiler left. */
function oneForEach(files: readonly string[]) {
  const order = [".ts", ".mjs", ".js", ".yaml", ".yml"];
  const byRank = files.toSorted(
    (one, other) => order.indexOf(extname(one)) - order.indexOf(extname(other)),
  );
  const first = new Map<string, string>();
  const stale: Broken[] = [];
  for (const file of byRank) {
    const stem = file.slice(0, -extname(file).length);
    const kept = first.get(stem);
    if (kept === undefined) first.set(stem, file);
    else
      stale.push({
        name: file,
        problems: [
          `It is not read, for ${basename(kept)} stands beside it: remove the one that is stale.`,
        ],
      });
  }
  return { kept: [...first.values()].sort(), stale };
}

/** Files that look as if they were meant to be read, and are not. */
async function ignored(file: string): Promise<readonly Broken[]> {
  const says = "It is not read: a runbook is a .yaml, .ts, .js or .mjs file.";
  const isOdd = /\.(mts|cts|cjs|tsx|jsx)$|\.ya?ml\.\w+$/.test(file) || isShouted(file);
  const isOddJson =
    file.endsWith(".json") && /"steps"\s*:/.test(await readTextFile(file).catch(() => ""));
  return isOdd || isOddJson ? [{ name: file, problems: [says] }] : [];
}

/** "Backlog.YAML" */
const isShouted = (file: string): boolean =>
  /\.(ts|js|ya?ml)$/i.test(file) && !/\.[a-z]+$/.test(file);

type Loaded =
  | { readonly flow: Flow; readonly retired: boolean; readonly origin: FlowOrigin }
  | Broken;

async function flowAt(file: string, retired: boolean): Promise<Loaded> {
  try {
    return /\.ya?ml$/.test(file) ? await yamlAt(file, retired) : await moduleAt(file, retired);
  } catch (cause) {
    return {
      name: file,
      problems: [`It cannot be loaded: ${cause instanceof Error ? saidBy(cause) : String(cause)}`],
    };
  }
}

// Of a module's own mistake the kind says much; of a file the sentence is enough.
const saidBy = (cause: Error): string =>
  cause.name === "Error" ? `${cause.message}.` : String(cause);

async function yamlAt(file: string, retired: boolean): Promise<Loaded> {
  const text = await readTextFile(file);
  const { data, problems, lineOf } = readYaml(text);
  const origin = { file, lineOf: (where: string) => lineOf(problemPlaces(where)) };
  if (problems.length > 0)
    return { name: file, problems: problems.map(({ where, says }) => `${file}:${where}: ${says}`) };
  return shaped(data, retired, origin);
}

async function moduleAt(file: string, retired: boolean): Promise<Loaded> {
  const loaded: { readonly default?: unknown } = await import(pathToFileURL(file).href);
  const text = await readTextFile(file);
  const lineOf = (where: string) => lineIn(text, problemPlaces(where));
  if (isFlow(loaded.default)) return shaped(loaded.default, retired, { file, lineOf });
  const says = "It has no flow as its default export. See CONTRIBUTING.md for one.";
  return { name: file, problems: [says] };
}

/** Versions that only open runs walk were written for what was known then. */
function shaped(data: unknown, retired: boolean, origin: FlowOrigin): Loaded {
  const problems = retired && isFlow(data) ? [] : checkShape(data);
  if (problems.length === 0) return { flow: data as Flow, retired, origin };
  return {
    name: idOf(data) ?? origin.file,
    problems: problems.slice(0, most).map((problem) => problemAt(problem, origin)),
  };
}

/** Nobody mends more at once, and the line of each is looked for. */
const most = 50;

const idOf = (data: unknown): string | undefined => {
  const id = typeof data === "object" && data !== null && "id" in data ? data.id : undefined;
  return typeof id === "string" ? id : undefined;
};

function isFlow(value: unknown): value is Flow {
  const parts = ["id", "version", "title", "about", "inputs", "start", "steps", "ends"];
  return typeof value === "object" && value !== null && parts.every((part) => part in value);
}
