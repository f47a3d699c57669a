import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Problem } from "#language";
import { bestOf } from "./problem-places.ts";
import { yamlFaults } from "./yaml-faults.ts";

/** A YAML text as data, and the line of each place in it. */
export interface YamlRead {
  readonly data: unknown;
  /** What is no YAML, `where` is the line; nothing of the data can be trusted then. */
  readonly problems: readonly Problem[];
  /** The line, from 1, of the one of these paths (["steps", "look", "say"]) of which most is there. */
  readonly lineOf: (paths: readonly (readonly string[])[]) => number;
}

/** Characters; a long runbook has 30,000. */
const longest = 100_000;

/** Reads a file in YAML 1.2, with << of 1.1: yes, on and off are words, a name that stands twice is a mistake. */
export function readYaml(text: string): YamlRead {
  if (text.length > longest)
    return broken(`It is longer than ${longest} characters: split it into several files.`);
  const lines = new LineCounter();
  const document = documentOf(text, lines);
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const problems = yamlFaults(document, text).map(({ offset, says }) => ({
    where: String(lineAt(offset)),
    says,
  }));
  const lineOf = (paths: readonly (readonly string[])[]) => {
    const places = paths.map((path) => placeOf(document.contents, path));
    return lineAt(bestOf(paths, places)?.offset ?? 0);
  };
  if (problems.length > 0) return { data: undefined, problems, lineOf };
  try {
    return { data: document.toJS({ maxAliasCount: 50 }), problems: [], lineOf };
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error));
  }
}

/** Of a text that is no YAML, the many faults need no stacks, which take most of the time. */
function documentOf(text: string, lineCounter: LineCounter) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      ...{ lineCounter, prettyErrors: false, version: "1.2", merge: true },
      // Its own way compares each name with each; yaml-faults finds those that stand twice.
      uniqueKeys: false,
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const broken = (says: string): YamlRead => ({
  data: undefined,
  problems: [{ where: "1", says }],
  lineOf: () => 1,
});

/** Where the name of the deepest part that is there stands, and how many parts are. */
function placeOf(contents: unknown, path: readonly string[]) {
  let node = contents;
  let offset = 0;
  for (const [found, part] of path.entries()) {
    const next = partOf(node, part);
    if (next === undefined) return { offset, found };
    offset = rangeOf(next.name) ?? offset;
    node = next.node;
  }
  return { offset, found: path.length };
}

function partOf(node: unknown, part: string): { name: unknown; node: unknown } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(part)];
    return item === undefined ? undefined : { name: item, node: item };
  }
  const pair = isMap(node)
    ? node.items.find(({ key }) => isScalar(key) && String(key.value) === part)
    : undefined;
  return pair === undefined ? undefined : { name: pair.key, node: pair.value };
}

const rangeOf = (node: unknown): number | undefined =>
  (node as { range?: readonly number[] } | null | undefined)?.range?.[0];
