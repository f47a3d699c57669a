import type { ModalView } from "@slack/types";
import type { Flow, Json } from "#language";
import { NotFound } from "../../../run/errors.ts";
import type { Run } from "../../../run/run.ts";
import { section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import type { Handle } from "../blocks/handle.ts";
import { filesField, readIn } from "./configuration.ts";
import { enteredIn } from "./input-blocks.ts";
import {
  type Filled,
  type Questions,
  questionsView,
  readQuestions,
  takeRead,
} from "./question-pages.ts";
import {
  done,
  type Entered,
  type FormAct,
  type FormParts,
  openVisit,
  type RunForm,
  type Submitted,
  visitFor,
} from "./submitted.ts";

/** The questions of a step, with the answers that the run knows. */
export const answer: RunForm = {
  open({ handle, flow, run, parts }) {
    openVisit(run, handle);
    return questionsView(questionsOf(handle, flow, run), parts);
  },
  read({ handle, flow, run, parts, metadata, values }) {
    const read = readQuestions(questionsOf(handle, flow, run), metadata, values, parts);
    return read.kind === "ok" ? answered(handle, read.value) : read;
  },
};

/** The same questions with what a configuration told, to be corrected. */
export function correctingForm(
  handle: Handle,
  flow: Flow,
  run: Run,
  read: Json | undefined,
  parts: FormParts,
): ModalView {
  return questionsView(questionsOf({ ...handle, act: "answer" }, flow, run), parts, read);
}

/** Reads the page on which what was read is confirmed. */
export function readFound({ handle, flow, run, parts, metadata, values }: Entered) {
  const asked = { ...handle, act: "answer" };
  const questions = questionsOf(asked, flow, run);
  const { files } = filesField(questions.fields, parts) ?? {};
  const read = readIn(metadata);
  if (files === undefined || read == null) throw new NotFound("Nothing was read for this step.");
  const found = files.confirm(read, enteredIn(values));
  if (found.kind === "wrong") return { kind: "errors", errors: found.errors } as const;
  const taken = takeRead(questions, found, parts);
  return taken.kind === "ok" ? answered(asked, taken.value) : taken;
}

const answered = ({ visit = "" }: Handle, { answers, typed }: Filled): Submitted<FormAct> =>
  done({ kind: "answer", visit, answers }, typed);

function questionsOf(handle: Handle, flow: Flow, run: Run): Questions {
  const visit = visitFor(run, handle);
  const fields = flow.steps[visit.step]?.ask ?? {};
  // A modal's title holds 24 characters, fewer than most steps' titles.
  const before = [section(`*${escapeLine(flow.steps[visit.step]?.title ?? visit.step)}*`)];
  const title = "Your answers";
  return { fields, known: run.facts, title, submit: "Save", handle: strip(handle), before };
}

const strip = ({ act, run = "", visit = "" }: Handle): Handle => ({ act, run, visit });
