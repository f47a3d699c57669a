import type { KnownBlock } from "@slack/types";
import { fitBlocks } from "./limits.ts";
import type { Reply } from "./reply.ts";
import { spoken } from "./spoken.ts";

/** Blocks as an answer within all limits, with a fallback that says the same. */
export function reply(blocks: readonly KnownBlock[]): Reply {
  const fitted = fitBlocks(blocks);
  return { blocks: fitted, text: spoken(fitted) };
}
