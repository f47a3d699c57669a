import type { ModalView } from "@slack/types";
import type { Visit } from "../../../engine/run.ts";

/** The exact queries and sources behind a visit's evidence, to read and to paste. */
export function queriesModal(_visit: Visit): ModalView {
  return { type: "modal", title: { type: "plain_text", text: "Queries" }, blocks: [] };
}
