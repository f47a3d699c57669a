import type { Flow } from "#flow";
import type { Run } from "../../engine/run.ts";
import type { PendingStart } from "./pendingStart.ts";
import type { Reply } from "./reply.ts";

/** A run of this flow and load balancer is open: join it or start another. `link` leads to its card. */
export function alreadyOpen(_flow: Flow, _run: Run, _pending: PendingStart, _link?: string): Reply {
  return { blocks: [], text: "" };
}
