import type { ModalView } from "@slack/types";
import type { Act } from "../../../run/act.ts";

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
