import { fileURLToPath } from "node:url";
import {
  byId,
  byKind,
  checkFlow,
  type Flow,
  type Packs,
  type ProbeSignature,
  platformFields,
} from "#language";
import { flows, origins, retired, unread } from "../flows/index.ts";
import { createAlbFields } from "./alb/fields/index.ts";
import { albProbes as alb } from "./alb/probes/index.ts";
import { type Catalogue, createCatalogue, problemsOf } from "./engine/catalogue.ts";
import { readFlowFolder } from "./notation/flow-folder.ts";
import { genericSignatures } from "./probes/generic-kinds.ts";

/**
 * The flows that ship and those of a folder and of the folders below it, in YAML or as default exports of modules (`retired/` for
 * versions that open runs still walk). A file that holds no flow and a folder that cannot be read are left out, as `broken` says.
 */
export async function loadCatalogue(folder?: string, packs = shippedPacks): Promise<Catalogue> {
  const own = folder === undefined ? undefined : await readFlowFolder(folder);
  const written = own?.flows ?? [];
  const outdone = flows.filter((flow) => written.some((one) => isLater(one, flow, packs)));
  const newest = [...flows.filter((flow) => !outdone.includes(flow)), ...written];
  const earlier = [...retired, ...outdone, ...(own?.retired ?? [])];
  const both = new Map([...origins, ...(own?.origins ?? [])]);
  return createCatalogue(packs, newest, earlier, [...unread, ...(own?.unread ?? [])], both);
}

/** A team's own later version, if it can be walked, is started in place of the one that ships. */
const isLater = (one: Flow, { id, version }: Flow, packs: Packs): boolean =>
  one.id === id && one.version > version && problemsOf(one, packs, checkFlow).length === 0;

/** What the packs that ship teach; `albFields` where they can find names in AWS. */
export const createShippedPacks = (albFields = createAlbFields()): Packs => ({
  signatures: byId<ProbeSignature>([...alb, ...genericSignatures]),
  fields: byKind([...platformFields, ...albFields]),
});

/** The same for reading and checking alone. */
export const shippedPacks: Packs = createShippedPacks();

/** Where the runbooks that ship stand, with their cases. */
export const shippedFolder: string = fileURLToPath(new URL("../flows", import.meta.url));
