import type { ModalView } from "@slack/types";
import type { Flow } from "#language";
import type { Act } from "../../../run/act.ts";
import type { Run } from "../../../run/run.ts";
import type { Person } from "../../../run/visits.ts";
import type { Handle } from "../../requests/button-value.ts";
import type { FormParts } from "./form-parts.ts";

/** A form of a run: how it is opened, and what comes of it when somebody submits it. */
export interface RunForm {
  readonly open: (form: Opened) => ModalView;
  readonly read: (form: Entered) => Submitted<FormAct>;
}

/** What a form is opened for, and by whom. */
export interface Opened {
  readonly handle: Handle;
  readonly flow: Flow;
  readonly run: Run;
  readonly parts: FormParts & { readonly by: Person };
}

/** The same with what was entered; `metadata` is the form's private_metadata. */
export interface Entered extends Opened {
  readonly metadata: string;
  readonly values: Values;
}

/** What a submitted form comes to. */
export type Submitted<Value> =
  | { readonly kind: "ok"; readonly value: Value }
  /** Another page follows: acknowledge with response_action "update" and this view. */
  | { readonly kind: "next"; readonly view: ModalView }
  /** Acknowledge with response_action "errors": a sentence by block id. */
  | { readonly kind: "errors"; readonly errors: { readonly [blockId: string]: string } };

/** `view.state.values` as Slack sends it, by block_id and action_id; only what the forms read. */
export interface Values {
  readonly [blockId: string]: { readonly [actionId: string]: Value };
}

export interface Value {
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
  readonly selected_user?: string | null;
  readonly selected_conversation?: string | null;
  readonly files?: readonly GivenFile[] | null;
}

/** A file as Slack describes it in a form or message: https://docs.slack.dev/reference/objects/file-object */
export interface GivenFile {
  readonly id?: string | undefined;
  readonly name?: string | null | undefined;
  readonly size?: number | undefined;
  /** "external": Slack knows only where it is. */
  readonly mode?: string | undefined;
  readonly is_external?: boolean | undefined;
  readonly url_private?: string | undefined;
  readonly url_private_download?: string | undefined;
}

/**
 * A run's act, and what was typed in it that must be found in the world: to be resolved and added to
 * its answers.
 */
export interface FormAct {
  readonly act: Act;
  readonly typed: { readonly [field: string]: string };
}
