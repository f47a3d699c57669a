import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Flow } from "#flow";
import { flows, retired } from "../flows/index.ts";
import { type Catalogue, createCatalogue } from "./engine/catalogue.ts";
import { BadConfig } from "./engine/errors.ts";

/**
 * The flows that ship and those of a folder (its *.ts and *.js files' default exports; `retired/` below it for versions that open
 * runs still walk). Rejects with BadConfig that names the file and every problem.
 */
export async function loadCatalogue(folder?: string): Promise<Catalogue> {
  if (folder === undefined) return createCatalogue(flows, retired);
  const own = await flowsIn(folder, true);
  const old = await flowsIn(resolve(folder, "retired"), false);
  return createCatalogue([...flows, ...own], [...retired, ...old]);
}

async function flowsIn(folder: string, required: boolean): Promise<readonly Flow[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (!required) return [];
    throw new BadConfig(`HANDRAIL_FLOWS names a folder that cannot be read: ${folder}`, { cause });
  });
  const files = names.filter(
    (name) => /\.(ts|js|mjs)$/.test(name) && !/\.d\.ts$|^index\./.test(name),
  );
  return Promise.all(files.sort().map((name) => flowAt(resolve(folder, name))));
}

async function flowAt(file: string): Promise<Flow> {
  const loaded: unknown = await import(pathToFileURL(file).href).catch((cause: unknown) => {
    throw new BadConfig(`This flow cannot be loaded: ${file}: ${String(cause)}`, { cause });
  });
  const flow = (loaded as { default?: unknown }).default;
  if (isFlow(flow)) return flow;
  throw new BadConfig(`${file} has no flow as its default export. See CONTRIBUTING.md for one.`);
}

function isFlow(value: unknown): value is Flow {
  const parts = ["id", "version", "title", "about", "inputs", "start", "steps", "ends"];
  return typeof value === "object" && value !== null && parts.every((part) => part in value);
}
