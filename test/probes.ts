import type { Look, Probe, Probes } from "../src/engine/ports.ts";
import { byId } from "../src/language/index.ts";
import { shippedPacks } from "../src/load-catalogue.ts";

/** What the packs that ship teach. */
export const packs = shippedPacks;
export const { signatures, fields } = packs;

/** Every probe that flows can name, with one look for all. */
export const everyProbe = (look: Look): Probes =>
  byId<Probe>([...signatures.values()].map((signature) => ({ ...signature, look })));
