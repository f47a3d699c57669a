import type { ModalView } from "@slack/types";
import type { Flow } from "#flow";
import type { Run } from "../../engine/run.ts";
import type { Reply } from "./reply.ts";

/** Where a run stands, in five lines; `link` is the permalink of its card. */
export function status(_flow: Flow, _run: Run, _link?: string): Reply {
  return { blocks: [], text: "" };
}

/** The same as a modal. */
export function statusModal(_flow: Flow, _run: Run, _link?: string): ModalView {
  return { type: "modal", title: { type: "plain_text", text: "Status" }, blocks: [] };
}
