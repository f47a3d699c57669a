import type { PendingStart } from "./pendingStart.ts";
import type { Reply } from "./reply.ts";

/** Handrail cannot post in this channel; the answers are kept. `canJoin`: the channel is public. */
export function notInChannel(_pending: PendingStart, _canJoin: boolean): Reply {
  return { blocks: [], text: "" };
}
