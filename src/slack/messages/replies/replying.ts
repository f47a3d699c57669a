import type { KnownBlock } from "@slack/types";
import { spoken } from "../blocks/fallback.ts";
import { fitBlocks } from "../blocks/limits.ts";
import type { Reply } from "./reply.ts";

/** Blocks as an answer within all limits, with a fallback that says the same. */
export function reply(blocks: readonly KnownBlock[]): Reply {
  const fitted = fitBlocks(blocks);
  return { blocks: fitted, text: spoken(fitted) };
}
