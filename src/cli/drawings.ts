import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { mermaidDiagram } from "#language";
import type { Catalogue } from "../engine/catalogue.ts";

/**
 * What is wrong between the flows of a folder and the drawings beside them (`<id>@<version>.mmd`, in `retired/` as well), one
 * sentence each. A committed drawing locks the structure of its version: open runs walk it.
 */
export async function drawingProblems(
  folder: string,
  catalogue: Catalogue,
): Promise<readonly string[]> {
  const found = await Promise.all([folder, join(folder, "retired")].map(drawingsIn));
  const problems = await Promise.all(found.flat().map((drawing) => problemOf(drawing, catalogue)));
  return problems.filter((problem) => problem !== undefined);
}

interface Drawing {
  readonly path: string;
  readonly id: string;
  readonly version: number;
}

async function drawingsIn(folder: string): Promise<readonly Drawing[]> {
  const names = await readdir(folder).catch(() => []);
  return names.sort().flatMap((name) => {
    const [, id, version] = /^(.+)@(\d+)\.mmd$/.exec(name) ?? [];
    return id === undefined ? [] : [{ path: join(folder, name), id, version: Number(version) }];
  });
}

async function problemOf(
  { path, id, version }: Drawing,
  catalogue: Catalogue,
): Promise<string | undefined> {
  if (catalogue.gone(id, version))
    return `${path} draws a version that is not there. Open runs may walk it: keep its file in retired/.`;
  const drawn = (await readFile(path, "utf8")).replaceAll("\r\n", "\n");
  if (drawn.trimEnd() === mermaidDiagram(catalogue.version(id, version)).trimEnd())
    return undefined;
  return `${id}@${version} has another structure than its drawing ${path}: raise the version and retire the old file, or draw it anew if no run walks it yet.`;
}
