import type { ModalView } from "@slack/types";
import type { Flow } from "#language";
import { NotFound } from "../../../run/errors.ts";
import type { Run } from "../../../run/run.ts";
import type { Person } from "../../../run/visits.ts";
import { handleOfForm, type KnownHandle } from "../blocks/buttons.ts";
import { answerForm, readAnswerForm, readFoundForm } from "./answer.ts";
import { choiceForm, readChoiceForm } from "./choice.ts";
import { editForm, readEditForm } from "./edit.ts";
import type { FormParts } from "./form-parts.ts";
import { parkForm, readParkForm } from "./park.ts";
import {
  decisionForm,
  handOverForm,
  noteForm,
  readDecisionForm,
  readHandOverForm,
  readNoteForm,
  readReopenForm,
  readSkipForm,
  readStopForm,
  reopenForm,
  skipForm,
  stopForm,
} from "./short-forms.ts";
import type { FormAct, Submitted, Values } from "./submitted.ts";

/** The form behind a button that opens one (answer, chooseOther, skip, note, handOver, park, stop), for whoever pressed it. */
export function openForm(
  handle: KnownHandle,
  flow: Flow,
  run: Run,
  parts: FormParts,
  by: Person,
): ModalView {
  switch (handle.act) {
    case "answer":
      return answerForm(handle, flow, run, { ...parts, by });
    case "chooseOther":
      return choiceForm(handle, flow, run, { ...parts, by });
    case "skip":
      return skipForm(handle, flow, run);
    case "note":
      return noteForm(handle);
    case "decision":
      return decisionForm(handle);
    case "handOver":
      return handOverForm(handle, run, by);
    case "park":
      return parkForm(handle);
    case "stop":
      return stopForm(handle, flow, run);
    case "reopen":
      return reopenForm(handle, flow, run);
    case "edit":
      return editForm(handle, flow, run, parts);
    default:
      throw noForm();
  }
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
  switch (handle.act) {
    case "answer":
      return readAnswerForm(metadata, values, flow, run, { ...parts, by });
    case "takeConfig":
      return readFoundForm(metadata, values, flow, run, parts);
    case "chooseOther":
      return readChoiceForm(metadata, values, flow, run, { ...parts, by });
    case "handOver":
      return readHandOverForm(values, run, by);
    case "park":
      return readParkForm(values);
    case "edit":
      return readEditForm(metadata, values, parts);
    default:
      return readShortForm(handle, values);
  }
}

function readShortForm(handle: KnownHandle, values: Values): Submitted<FormAct> {
  switch (handle.act) {
    case "skip":
      return readSkipForm(handle, values);
    case "note":
      return readNoteForm(values);
    case "decision":
      return readDecisionForm(values);
    case "stop":
      return readStopForm(values);
    case "reopen":
      return readReopenForm(values);
    default:
      throw noForm();
  }
}

const noForm = () => new NotFound("This button opens no form.");
