import { baseOf } from "../formats/lines.ts";
import type { EntryPoint, Found, Source } from "../found-values.ts";

/** In which kind of program a value was found: what starts such a program by another file does not start this one. */
export function programKind(
  found: Found,
  sources: readonly Source[],
): "node" | "python" | undefined {
  if (found.side !== "server" || found.via === "command") return undefined;
  if (/\.(?:[cm]?[jt]s|[jt]sx)$/i.test(found.file.slice(-20))) return "node";
  const isSettings = /^(?:gunicorn|hypercorn|unknown)/.test(found.server);
  const isPython = /\.py$/i.test(found.file.slice(-20));
  return isPython && !isSettings && sources.length > 0 ? "python" : undefined;
}

/** The given files that an entry starts, and those that they read in. */
export function filesReached(entry: EntryPoint, sources: readonly Source[]): ReadonlySet<string> {
  if (entry.kind !== "node" && entry.kind !== "python") return new Set();
  const programs = sources.filter(({ file }) => (entry.kind === "python") === /\.py$/i.test(file));
  const reached = programs.filter(({ file }) => isSame(entry.name, file));
  for (const { text } of reached) {
    if (reached.length >= mostReached) break;
    const more = programs.filter((one) => !reached.includes(one) && readsIn(text, one.file));
    reached.push(...more);
  }
  return new Set(reached.map(({ file }) => file));
}

/**
 * Whether a path of a command, which may be where the file is built or put, is this file. Where nothing of the path says of which of
 * several programs it is, or it is only where an image puts it, the name counts alone.
 */
function isSame(path: string, file: string): boolean {
  const [wanted, given] = [partsOf(path), partsOf(file)];
  if (/^(?:index|__main__)$/.test(given.name) && wanted.name !== given.name)
    return wanted.name === given.folder;
  const isPlain =
    wanted.folder === undefined || (given.folder === undefined && path.startsWith("/"));
  return wanted.name === given.name && (isPlain || wanted.folder === given.folder);
}

/** The name without its ending, and the last folder that is not one that programs are built or put in. */
function partsOf(path: string): { readonly name: string; readonly folder: string | undefined } {
  const parts = path.slice(-500).split("/");
  const base = baseOf(path.slice(-500));
  const end = base.indexOf(".", 1);
  const name = end === -1 ? base : base.slice(0, end);
  const folder = parts.slice(0, -1).findLast((part) => !places.has(part));
  return { name, folder };
}

const places = new Set(
  ". .. src dist build out lib bin app usr opt srv var home node workspace code server output .output"
    .split(" ")
    .concat(""),
);

/** Whether a program's text imports another file, by its name behind a dot, a slash or the word that imports. */
function readsIn(text: string, file: string): boolean {
  const { name, folder } = partsOf(file);
  const names = name === "index" || name === "__init__" ? [folder ?? ""] : [name];
  const head = text.slice(0, 500_000);
  return names
    .filter((one) => one !== "")
    .some((one) =>
      /\.py$/i.test(file)
        ? [`import ${one}`, `from ${one} `, `.${one} import`].some((way) => head.includes(way))
        : ['"', "'", ".js", ".ts", ".mjs", ".cjs"].some((end) => head.includes(`/${one}${end}`)),
    );
}

const mostReached = 50;
