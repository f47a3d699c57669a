import type { ModalView } from "@slack/types";
import { NotFound } from "../../../run/errors.ts";
import { type ActName, decodeForm, type KnownHandle } from "../blocks/click-actions.ts";
import { answerForm, readFound } from "./answer-form.ts";
import { choiceForm } from "./choice-form.ts";
import { editForm } from "./edit-postmortem-form.ts";
import {
  decisionForm,
  handOverForm,
  noteForm,
  parkForm,
  reopenForm,
  skipForm,
  stopForm,
} from "./short-forms.ts";
import type { EnteredForm, FormAct, Opened, RunForm, Submitted } from "./submitted-form.ts";

/** The forms of a run, by the act of the button that opens them; takeConfig's page follows what was read. */
const forms: { readonly [Act in ActName]?: Partial<RunForm> } = {
  answer: answerForm,
  chooseOther: choiceForm,
  skip: skipForm,
  note: noteForm,
  decision: decisionForm,
  handOver: handOverForm,
  park: parkForm,
  stop: stopForm,
  reopen: reopenForm,
  edit: editForm,
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
