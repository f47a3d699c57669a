import type { ModalView } from "@slack/types";
import type { Flow } from "#flow";
import type { Act } from "../../../engine/act.ts";
import type { Run } from "../../../engine/run.ts";
import type { KnownHandle } from "../acts.ts";
import type { FormParts } from "./parts.ts";
import type { Submitted, Values } from "./submitted.ts";

/** A run's act, and what was typed for load balancers in it: to be resolved and added to its answers. */
export interface FormAct {
  readonly act: Act;
  readonly typed: { readonly [field: string]: string };
}

/** The form behind a button that opens one (answer, chooseOther, skip, note, handOver, stop). */
export function openForm(
  _handle: KnownHandle,
  _flow: Flow,
  _run: Run,
  _parts: FormParts,
): ModalView {
  return { type: "modal", title: { type: "plain_text", text: "Handrail" }, blocks: [] };
}

/** Reads a submitted form of a run; `metadata` is its private_metadata. */
export function readForm(
  _metadata: string,
  _values: Values,
  _flow: Flow,
  _run: Run,
  _parts: FormParts,
): Submitted<FormAct> {
  return { kind: "errors", errors: {} };
}
