import { fileURLToPath } from "node:url";
import { byId, byKind, type Packs, type ProbeSignature, platformFields } from "#language";
import { flows, origins, retired, unread } from "../flows/index.ts";
import { createAlbFields } from "./alb/fields/index.ts";
import { probes as alb } from "./alb/probes/index.ts";
import { type Catalogue, createCatalogue } from "./engine/catalogue.ts";
import { flowsIn } from "./notation/flow-folder.ts";
import { genericSignatures } from "./probes/kinds.ts";

/**
 * The flows that ship and those of a folder and of the folders below it, in YAML or as default exports of modules (`retired/` for
 * versions that open runs still walk). A file that holds no flow and a folder that cannot be read are left out, as `broken` says.
 */
export async function loadCatalogue(folder?: string, packs = known): Promise<Catalogue> {
  const own = folder === undefined ? undefined : await flowsIn(folder);
  const newest = [...flows, ...(own?.flows ?? [])];
  const earlier = [...retired, ...(own?.retired ?? [])];
  const both = new Map([...origins, ...(own?.origins ?? [])]);
  return createCatalogue(packs, newest, earlier, [...unread, ...(own?.unread ?? [])], both);
}

/** What the packs that ship teach; `albFields` where they can find names in AWS. */
export const packsOf = (albFields = createAlbFields()): Packs => ({
  signatures: byId<ProbeSignature>([...alb, ...genericSignatures]),
  fields: byKind([...platformFields, ...albFields]),
});

/** The same for reading and checking alone. */
export const known: Packs = packsOf();

/** Where the runbooks that ship stand, with their cases. */
export const shippedFolder: string = fileURLToPath(new URL("../flows", import.meta.url));
