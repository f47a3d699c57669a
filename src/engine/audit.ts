import type { Audit } from "./door.ts";
import type { Log } from "./ports.ts";

/** Writes refusals into the log: who wanted what of which run, and which rule said no. */
export const createAudit = (log: Log): Audit => ({
  refused: ({ says: _says, ...who }) => log.info("Somebody was refused", who),
});
