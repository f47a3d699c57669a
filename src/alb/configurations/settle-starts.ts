import { filesReached, programKind } from "./commands/reached-files.ts";
import type { Source } from "./found-values.ts";
import { candidatesOf, type EntryPoint, type Found, startOnly, unclear } from "./found-values.ts";

/**
 * What holds of the programs whose sources were read, by what is started: a value of a file that is not the one that is started, nor
 * read in by it, is only a candidate; and of a package.json only the script that runs counts. Pure.
 */
export function settleStarts(
  found: readonly Found[],
  sources: readonly Source[],
): readonly Found[] {
  const run = withScripts(found);
  const starts = run.flatMap(({ runs: entry, unless }): readonly Start[] =>
    entry === undefined
      ? []
      : [{ entry, files: filesReached(entry, sources), isAside: unless !== undefined }],
  );
  const settled = run
    .filter(({ server }) => server !== startOnly)
    .map((one) => settledBy(starts, one, sources));
  return settled.filter((one) => !isKnownBySource(one, settled, sources));
}

interface Start {
  readonly entry: EntryPoint;
  /** The files that it starts or reads in, of those that were given. */
  readonly files: ReadonlySet<string>;
  /** Requests hardly go to it. */
  readonly isAside: boolean;
}

/** Of a package.json what the scripts say that something runs; where nothing runs any, those that start something by their name. */
function withScripts(found: readonly Found[]): readonly Found[] {
  const outer = found.filter(({ script }) => script === undefined);
  const named = outer.flatMap(({ runs }) => (runs?.kind === "script" ? [runs.name] : []));
  const others = outer.flatMap(({ runs }) => (runs && runs.kind !== "script" ? [runs.kind] : []));
  const wanted = closureOf(named, found);
  return found.flatMap((one) => {
    if (one.script === undefined) return [one];
    if (named.length > 0) return wanted.has(one.script) ? [one] : [];
    if (others.includes("node") || !startsByName.test(one.script)) return [];
    return others.includes("other") ? [{ ...one, unless: one.unless ?? says.otherStart }] : [one];
  });
}

const startsByName = /^(?:start|serve|prod)/;

/** These scripts, and those that they run. */
function closureOf(names: readonly string[], found: readonly Found[]): ReadonlySet<string> {
  const wanted = new Set(names);
  for (let round = 0; round < deepest; round++) {
    for (const { script, runs } of found) {
      if (script !== undefined && runs?.kind === "script" && wanted.has(script))
        wanted.add(runs.name);
    }
  }
  return wanted;
}

const deepest = 3;

/** A value of a program's source, by whether something starts that. */
function settledBy(starts: readonly Start[], one: Found, sources: readonly Source[]): Found {
  const program = programKind(one, sources);
  if (program === undefined) return one;
  if (starts.some(({ files }) => files.has(one.file))) {
    // Of Node.js the other one is an unknown server of its own.
    const isBeside = starts.some(
      ({ entry: { kind }, files, isAside }) => kind === "python" && files.size === 0 && !isAside,
    );
    return program === "python" && isBeside ? { ...one, unless: one.unless ?? says.beside } : one;
  }
  if (starts.some(({ entry }) => entry.kind === program)) {
    const { weak: _, ...rest } = one;
    return {
      ...rest,
      value: unclear(says.notStarted, ...candidatesOf(says.ifStarted, one.value)),
    };
  }
  const isUntold = starts.some(({ entry: { kind } }) =>
    program === "node" ? kind === "script" || kind === "other" : kind === "other",
  );
  return isUntold ? { ...one, unless: one.unless ?? says.untold } : one;
}

/** That a program's source decides is known better by the source, where it is the one that is started or none that is known is. */
function isKnownBySource(
  { runs, value }: Found,
  all: readonly Found[],
  sources: readonly Source[],
): boolean {
  if (runs === undefined || value.kind !== "unknown") return false;
  const own = all.filter((one) => programKind(one, sources) === runs.kind);
  const files = filesReached(runs, sources);
  return (
    own.some(({ file }) => files.has(file)) ||
    (own.length > 0 && own.every((one) => one.value.kind === "unknown"))
  );
}

const says = {
  notStarted: "What is started is another file, which was not given or does not read this one in.",
  ifStarted: "Applies where this file is what is started.",
  otherStart: "Something else is started, and whether it runs this script is not known.",
  beside: "Another program is started as well, and which of them answers is not known.",
  untold: "Whether this file is what is started is not known.",
};
