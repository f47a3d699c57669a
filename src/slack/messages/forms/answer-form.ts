import type { ModalView } from "@slack/types";
import type { Json } from "#language";
import { NotFound } from "../../../run/errors.ts";
import { stepTitle } from "../../../run/labels.ts";
import { section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import type { Handle } from "../blocks/handle.ts";
import { filesField, readIn } from "./configuration-form.ts";
import { enteredIn } from "./input-blocks.ts";
import {
  type Filled,
  type Questions,
  questionsView,
  readQuestions,
  takeRead,
} from "./question-pages.ts";
import {
  type EnteredForm,
  type FormAct,
  type FormParts,
  formAccepted,
  type Opened,
  openVisit,
  type RunForm,
  type Submitted,
  visitFor,
} from "./submitted-form.ts";

/** The questions of a step, with the answers that the run knows. */
export const answerForm: RunForm = {
  open(form) {
    openVisit(form.run, form.handle);
    return questionsView(questionsOf(form));
  },
  read(form) {
    const read = readQuestions(questionsOf(form), form);
    return read.kind === "ok" ? answered(form.handle, read.value) : read;
  },
};

type Asking = Omit<Opened, "parts"> & { readonly parts: FormParts };

/** The same questions with what a configuration told, to be corrected. */
export const correctingForm = (form: Asking, read: Json | undefined): ModalView =>
  questionsView(questionsOf({ ...form, handle: { ...form.handle, act: "answer" } }), read);

/** Reads the page on which what was read is confirmed. */
export function readFound(form: EnteredForm) {
  const handle = { ...form.handle, act: "answer" };
  const questions = questionsOf({ ...form, handle });
  const { files } = filesField(questions.fields, form.parts) ?? {};
  const read = readIn(form.metadata);
  if (files === undefined || read == null) throw new NotFound("Nothing was read for this step.");
  const found = files.confirm(read, enteredIn(form.values));
  if (found.kind === "wrong") return { kind: "errors", errors: found.errors } as const;
  const taken = takeRead(questions, found);
  return taken.kind === "ok" ? answered(handle, taken.value) : taken;
}

const answered = ({ visit = "" }: Handle, { answers, typed }: Filled): Submitted<FormAct> =>
  formAccepted({ kind: "answer", visit, answers }, typed);

function questionsOf({ handle, flow, run, parts }: Asking): Questions {
  const visit = visitFor(run, handle);
  const fields = flow.steps[visit.step]?.ask ?? {};
  // A modal's title holds 24 characters, fewer than most steps' titles.
  const before = [section(`*${escapeLine(stepTitle(flow, visit.step))}*`)];
  const title = "Your answers";
  const own = { act: handle.act, run: run.id, visit: visit.id };
  return { fields, known: run.facts, title, submit: "Save", handle: own, parts, before };
}
