import type { Flow } from "#flow";
import type { RunRow } from "../../engine/ports.ts";
import type { Reply } from "./reply.ts";

/** The flows that can be started and the runs that are open in this channel. */
export function list(_flows: readonly Flow[], _open: readonly RunRow[]): Reply {
  return { blocks: [], text: "" };
}
