import type { ModalView } from "@slack/types";
import type { Flow } from "#flow";
import type { PendingStart } from "../pendingStart.ts";
import type { FormParts } from "./parts.ts";
import type { Submitted, Values } from "./submitted.ts";

/** Where the start form was opened and what is already known. */
export interface StartForm {
  /** The picked flow's id; the only flow is picked by itself. */
  readonly flow?: string;
  /** Absent where there is no channel yet (App Home): the form then asks for it. */
  readonly channel?: string;
  readonly threadTs?: string;
  /** First text of load balancer fields. */
  readonly loadBalancer?: string;
}

/** The form that starts a run: a flow and its inputs. */
export function startForm(
  _flows: readonly Flow[],
  _start: StartForm,
  _parts: FormParts,
): ModalView {
  return { type: "modal", title: { type: "plain_text", text: "Handrail" }, blocks: [] };
}

/** The same form for another flow: for views.update after pickFlow. */
export function repickFlow(
  _metadata: string,
  _flows: readonly Flow[],
  _picked: string,
  _parts: FormParts,
): ModalView {
  return { type: "modal", title: { type: "plain_text", text: "Handrail" }, blocks: [] };
}

/** Reads the submitted start form. What was typed for load balancers stands in `typed`, to be resolved. */
export function readStartForm(
  _metadata: string,
  _values: Values,
  _flows: readonly Flow[],
  _parts: FormParts,
): Submitted<PendingStart> {
  return { kind: "errors", errors: {} };
}
