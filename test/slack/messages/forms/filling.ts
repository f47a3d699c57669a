import type { InputBlock, ModalView } from "@slack/types";
import { problemsOfView } from "../../../../lab/workspace/rules/views.ts";
import { describeFiles } from "../../../../src/alb/configurations/describe-files.ts";
import { createAlbFields } from "../../../../src/alb/fields/index.ts";
import { knownServers } from "../../../../src/alb/links/servers.ts";
import { byKind } from "../../../../src/language/index.ts";
import type {
  FormParts,
  FormValue,
  FormValues,
  Submitted,
} from "../../../../src/slack/messages/forms/submitted-form.ts";
import { fields } from "../../../probes.ts";

/** The real table of servers and the real readers of durations. */
export const parts: FormParts & { readonly by: string } = {
  by: "U0ANA",
  fields: byKind([
    ...fields.values(),
    ...createAlbFields({ readConfigurations: async (files) => describeFiles(files) }),
  ]),
};

export const node =
  knownServers.find(({ name }) => name.startsWith("Node.js http (v20"))?.name ?? "";
export const nginx = knownServers.find(({ name }) => name === "nginx")?.name ?? "";

/**
 * What Slack sends when a person changes these inputs of a form and submits it; other inputs keep
 * what they show.
 */
export function fill(view: ModalView, typed: { readonly [blockId: string]: string }): FormValues {
  const known = new Set(inputs(view).map(({ block_id }) => block_id));
  const missing = Object.keys(typed).filter((id) => !known.has(id));
  if (missing.length > 0) throw new Error(`No input ${missing} among ${[...known]}`);
  return Object.fromEntries(
    inputs(view).map((block) => {
      const id = block.block_id ?? "";
      return [id, { [id]: valueIn(block, typed[id]) }];
    }),
  );
}

export const inputs = (view: ModalView): readonly InputBlock[] =>
  view.blocks.filter((block): block is InputBlock => block.type === "input");

/** The block ids of a form's inputs. */
export const ids = (view: ModalView): readonly string[] =>
  inputs(view).map(({ block_id = "" }) => block_id);

/** What Slack would refuse in a form. */
export const problems = (view: ModalView): readonly string[] => problemsOfView(view, "modal");

export function ok<Value>(submitted: Submitted<Value>): Value {
  if (submitted.kind === "ok") return submitted.value;
  throw new Error(`Not accepted: ${JSON.stringify(submitted).slice(0, 300)}`);
}

export function next(submitted: Submitted<unknown>): ModalView {
  if (submitted.kind === "next") return submitted.view;
  throw new Error(`No next page: ${JSON.stringify(submitted).slice(0, 300)}`);
}

export function errors(submitted: Submitted<unknown>): { readonly [blockId: string]: string } {
  if (submitted.kind === "errors") return submitted.errors;
  throw new Error(`No errors: ${JSON.stringify(submitted).slice(0, 300)}`);
}

function valueIn({ element }: InputBlock, typed: string | undefined): FormValue {
  switch (element.type) {
    case "plain_text_input":
      return { value: typed ?? element.initial_value ?? null };
    case "static_select":
    case "radio_buttons": {
      const initial = element.initial_option?.value;
      const value = typed ?? initial;
      return { selected_option: value === undefined ? null : { value } };
    }
    case "checkboxes": {
      const ticked = typed === undefined ? (element.initial_options ?? []) : [{ value: typed }];
      return { selected_options: ticked as readonly { readonly value?: string }[] };
    }
    case "users_select":
      return { selected_user: typed ?? element.initial_user ?? null };
    case "conversations_select":
      return { selected_conversation: typed ?? null };
    default:
      throw new Error(`Nobody can fill a ${element.type}.`);
  }
}
