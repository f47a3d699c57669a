import type { ModalView } from "@slack/types";
import { NotFound } from "../../../run/errors.ts";
import { type ActName, decodeForm, type KnownHandle } from "../blocks/click-actions.ts";
import { answer, readFound } from "./answer.ts";
import { choice } from "./choice.ts";
import { edit } from "./edit.ts";
import { decision, handOver, note, park, reopen, skip, stop } from "./short-forms.ts";
import type { EnteredForm, FormAct, Opened, RunForm, Submitted } from "./submitted.ts";

/** The forms of a run, by the act of the button that opens them; takeConfig's page follows what was read. */
const forms: { readonly [Act in ActName]?: Partial<RunForm> } = {
  answer,
  chooseOther: choice,
  skip,
  note,
  decision,
  handOver,
  park,
  stop,
  reopen,
  edit,
  takeConfig: { read: readFound },
};

/** The form behind a button that opens one, for whoever pressed it. */
export function openForm(form: Opened & { readonly handle: KnownHandle }): ModalView {
  const { open = noForm } = forms[form.handle.act] ?? {};
  return open(form);
}

/** Reads a form of a run that someone submitted; its handle stands in its private_metadata. */
export function readForm(form: Omit<EnteredForm, "handle">): Submitted<FormAct> {
  const handle = decodeForm(form.metadata);
  const { read = noForm } = forms[handle.act] ?? {};
  return read({ ...form, handle });
}

function noForm(): never {
  throw new NotFound("This button opens no form.");
}
