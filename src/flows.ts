import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  byId,
  byKind,
  type Flow,
  type Packs,
  type ProbeSignature,
  platformFields,
} from "#language";
import { flows, retired } from "../flows/index.ts";
import { createAlbFields } from "./alb/fields/index.ts";
import { signatures as alb } from "./alb/probes/signatures.ts";
import { type Broken, type Catalogue, createCatalogue } from "./engine/catalogue.ts";
import { genericSignatures } from "./probes/signatures.ts";

/**
 * The flows that ship and those of a folder (its *.ts and *.js files' default exports; `retired/` below it for versions that open
 * runs still walk). A file that holds no flow and a folder that cannot be read are left out, as `broken` says.
 */
export async function loadCatalogue(folder?: string, packs = known): Promise<Catalogue> {
  if (folder === undefined) return createCatalogue(packs, flows, retired);
  const own = await flowsIn(folder, true);
  const old = await flowsIn(resolve(folder, "retired"), false);
  const unread = [...own.unread, ...old.unread];
  return createCatalogue(packs, [...flows, ...own.flows], [...retired, ...old.flows], unread);
}

/** What the packs that ship teach; `albFields` where they can find names in AWS. */
export const packsOf = (albFields = createAlbFields()): Packs => ({
  signatures: byId<ProbeSignature>([...alb, ...genericSignatures]),
  fields: byKind([...platformFields, ...albFields]),
});

/** The same for reading and checking alone. */
export const known: Packs = packsOf();

interface Found {
  readonly flows: readonly Flow[];
  readonly unread: readonly Broken[];
}

async function flowsIn(folder: string, required: boolean): Promise<Found> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) {
    const problems = ["HANDRAIL_FLOWS names a folder that cannot be read."];
    return { flows: [], unread: required ? [{ name: folder, problems }] : [] };
  }
  const files = names.filter(
    (name) => /\.(ts|js|mjs)$/.test(name) && !/\.d\.ts$|^index\./.test(name),
  );
  const read = await Promise.all(files.sort().map((name) => flowAt(resolve(folder, name))));
  return {
    flows: read.filter(isFlow),
    unread: read.filter((one): one is Broken => !isFlow(one)),
  };
}

async function flowAt(file: string): Promise<Flow | Broken> {
  try {
    const loaded: { readonly default?: unknown } = await import(pathToFileURL(file).href);
    if (isFlow(loaded.default)) return loaded.default;
    const says = "It has no flow as its default export. See CONTRIBUTING.md for one.";
    return { name: file, problems: [says] };
  } catch (cause) {
    return { name: file, problems: [`It cannot be loaded: ${String(cause)}`] };
  }
}

function isFlow(value: unknown): value is Flow {
  const parts = ["id", "version", "title", "about", "inputs", "start", "steps", "ends"];
  return typeof value === "object" && value !== null && parts.every((part) => part in value);
}
