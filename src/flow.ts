import type { AlbFindings } from "./alb/probes/index.ts";
import type { DefineFlow } from "./language/index.ts";

// What a flow may say: the language, and the words of the packs that ship. Nothing heavy is loaded for it.
export * from "./alb/fields/field-builders.ts";
export * from "./language/index.ts";

/** States a flow over the probes of every pack that ships. */
export const defineFlow: DefineFlow<AlbFindings> = (flow) => flow;
