import type { ModalView } from "@slack/types";
import type { Fields, Flow } from "#language";
import { ownValue } from "../../../language/own-value.ts";
import type { Run } from "../../../run/run.ts";
import { choiceAsks, recommendedChoice } from "../../../run/slices/choices.ts";
import type { Visit } from "../../../run/visits.ts";
import { section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import { encodeMetadata, keptIn } from "../blocks/handle.ts";
import { isOffered } from "../thread/step/decision-blocks.ts";
import { modal, oneOfInput, option, textInput } from "./modal.ts";
import { type Filled, type Questions, questionsView, readQuestions } from "./question-pages.ts";
import {
  type EnteredForm,
  type FormAct,
  formAccepted,
  formRejected,
  type Opened,
  openVisit,
  pickedIn,
  type RunForm,
  type Submitted,
  typedIn,
  visitFor,
} from "./submitted-form.ts";

/**
 * Asks which other way to take and why; for a choice that is picked already, only what it asks. The first page leads to a second
 * where the picked choice asks something itself.
 */
export const choiceForm: RunForm = { open, read };

function open(form: Opened): ModalView {
  const { handle, flow, run } = form;
  const visit = openVisit(run, handle);
  const { item } = handle;
  if (item !== undefined && !choiceAsks(flow, visit, item).reason) {
    return questionsView(questionsOf(form, visit, item));
  }
  const title = recommendedChoice(flow, visit) === undefined ? "Your decision" : "Something else";
  return modal(title, pickBlocks(flow, run, visit, item), {
    submit: "Go on",
    metadata: encodeMetadata({ act: handle.act, run: run.id, visit: visit.id }) ?? "",
  });
}

function read(form: EnteredForm): Submitted<FormAct> {
  const visit = visitFor(form.run, form.handle);
  const { item } = form.handle;
  if (item === undefined) return readPick(form, visit);
  const read = readQuestions(questionsOf(form, visit, item), form);
  if (read.kind !== "ok") return read;
  const { reason } = keptIn(form.metadata);
  return chosen(visit, item, typeof reason === "string" ? reason : "", read.value);
}

// The reason rides in private_metadata when a second page follows.
const mostReason = 600;

function pickBlocks(flow: Flow, run: Run, visit: Visit, picked: string | undefined) {
  const advised = recommendedChoice(flow, visit);
  const step = flow.steps[visit.step];
  const others = Object.entries(step?.choices ?? {}).filter(
    ([name, one], place, all) =>
      name !== advised &&
      isOffered(one, { flow, run, visit }) &&
      all.findIndex(([, { label }]) => label === one.label) === place,
  );
  const isFree = advised === undefined || others.some(([, { beside }]) => beside);
  const label = advised === undefined ? undefined : step?.choices[advised]?.label;
  return [
    ...(label ? [section(`The evidence recommends “${escapeLine(label)}”.`)] : []),
    oneOfInput(
      "choice",
      advised === undefined ? "What fits?" : "What fits better?",
      others.map(([name, one]) => option(one.label, name)),
      {
        initial: picked,
      },
    ),
    textInput("reason", "Why? It goes into the record.", {
      most: mostReason,
      multiline: true,
      optional: isFree,
    }),
  ];
}

function readPick(form: EnteredForm, visit: Visit): Submitted<FormAct> {
  const { values, flow } = form;
  const item = pickedIn(values, "choice");
  const reason = typedIn(values, "reason");
  if (item === undefined) return formRejected("choice", "Please pick one.");
  const asks = choiceAsks(flow, visit, item);
  if (asks.reason && reason === "")
    return formRejected("reason", "Say why, so that others can follow.");
  if (isEmpty(asks.ask)) return chosen(visit, item, reason, { answers: {}, typed: {} });
  const questions = { ...questionsOf(form, visit, item), kept: { reason } };
  return { kind: "next", view: questionsView(questions) };
}

function chosen(
  { id: visit }: Visit,
  choice: string,
  reason: string,
  { answers, typed }: Filled,
): Submitted<FormAct> {
  const why = reason === "" ? {} : { reason };
  return formAccepted({ kind: "choose", visit, choice, ...why, answers }, typed);
}

function questionsOf(
  { handle: { act }, flow, run, parts }: Opened,
  visit: Visit,
  item: string,
): Questions {
  const { ask } = choiceAsks(flow, visit, item);
  const before = [
    section(
      `*${escapeLine(ownValue(flow.steps[visit.step]?.choices ?? {}, item)?.label ?? item)}*`,
    ),
  ];
  const handle = { act, run: run.id, visit: visit.id, item };
  const [title, submit] = ["Your answers", "Go on"];
  return { fields: ask, known: run.facts, title, submit, handle, parts, before };
}

const isEmpty = (fields: Fields): boolean => Object.keys(fields).length === 0;
