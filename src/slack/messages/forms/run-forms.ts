import type { ModalView } from "@slack/types";
import type { Flow } from "#language";
import { NotFound } from "../../../run/errors.ts";
import type { Run } from "../../../run/run.ts";
import type { Person } from "../../../run/visits.ts";
import { type ActName, handleOfForm, type KnownHandle } from "../blocks/buttons.ts";
import { answer, readFound } from "./answer.ts";
import { choice } from "./choice.ts";
import { edit } from "./edit.ts";
import { decision, handOver, note, park, reopen, skip, stop } from "./short-forms.ts";
import type { FormAct, FormParts, RunForm, Submitted, Values } from "./submitted.ts";

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
export function openForm(
  handle: KnownHandle,
  flow: Flow,
  run: Run,
  parts: FormParts,
  by: Person,
): ModalView {
  const open = forms[handle.act]?.open;
  if (open === undefined) throw noForm();
  return open({ handle, flow, run, parts: { ...parts, by } });
}

/** Reads a form of a run that someone submitted; `metadata` is its private_metadata. */
export function readForm(
  metadata: string,
  values: Values,
  flow: Flow,
  run: Run,
  parts: FormParts,
  by: Person,
): Submitted<FormAct> {
  const handle = handleOfForm(metadata);
  const read = forms[handle.act]?.read;
  if (read === undefined) throw noForm();
  return read({ handle, flow, run, parts: { ...parts, by }, metadata, values });
}

const noForm = () => new NotFound("This button opens no form.");
