import type { Reply } from "./reply.ts";

/** Why nothing was recorded, for the person who clicked or typed: the sentence of a HandrailError, or a calm one. */
export function refusal(error: unknown): Reply {
  return { blocks: [], text: String(error) };
}
