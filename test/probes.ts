import type { Look, Probe, Probes } from "../src/engine/ports.ts";
import { signatures } from "../src/flows.ts";
import { byId } from "../src/language/index.ts";

export { signatures };

/** Every probe that flows can name, with one look for all. */
export const everyProbe = (look: Look): Probes =>
  byId<Probe>([...signatures.values()].map((signature) => ({ ...signature, look })));
