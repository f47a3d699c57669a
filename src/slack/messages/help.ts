import type { Reply } from "./reply.ts";

/** What /runbook understands; `unknown` is a word that it did not. */
export function help(_command: string, _unknown?: string): Reply {
  return { blocks: [], text: "" };
}
