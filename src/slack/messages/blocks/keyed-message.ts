import type { KnownBlock } from "@slack/types";
import { spoken } from "./fallback.ts";
import { cut, cutBytes, fitBlocks, limits } from "./limits.ts";
import type { PostMessage } from "./message.ts";

// chat.update refuses more bytes than 4,000 (msg_too_long).
const mostBytes = 3_900;

/** A keyed message within all limits; its fallback says what its blocks say. */
export function post(
  key: string,
  where: PostMessage["where"],
  blocks: readonly KnownBlock[],
): PostMessage {
  const fitted = fitBlocks(blocks);
  const text = cutBytes(cut(spoken(fitted), limits.fallback), mostBytes);
  return { kind: "post", key, where, blocks: fitted, text };
}
