import type { ModalView } from "@slack/types";
import type { Act } from "../../../run/act.ts";
import { section } from "../blocks/blocks.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { encodeHandle, type Handle } from "../blocks/handle.ts";
import { runNamed } from "../replies/run-lists.ts";
import { input, modal, textInput } from "./modal.ts";
import {
  type FormAct,
  personIn,
  type RunForm,
  type Submitted,
  typedIn,
  type Values,
} from "./submitted.ts";

// Long enough for a paragraph, short enough for a message of one section.
const mostCharacters = 1_500;

const noteInput = (label: string) =>
  textInput("note", label, { most: mostCharacters, multiline: true });

const reasonInput = (label: string, initial?: string) =>
  textInput("reason", label, { most: mostCharacters, multiline: true, initial });

/** Asks why a step is skipped, and says where that leads. */
export const skip: RunForm = {
  open({ handle, flow, run }) {
    const step = flow.steps[run.visits.find(({ id }) => id === handle.visit)?.step ?? ""];
    const label = step?.choices[step.skip]?.label ?? "the next step";
    const says = `Skipping this step goes on with “${escapeLine(label)}”.`;
    return framed("Skip this step", "Skip", handle, [section(says), reasonInput("Why?")]);
  },
  read: ({ handle: { visit = "" }, values }) =>
    filled(values, "reason", (reason) => ({ kind: "skip", visit, reason })),
};

/** Asks what to write into the record. */
export const note: RunForm = {
  open: ({ handle }) =>
    framed("Add a note", "Add", handle, [noteInput("What should the record say?")]),
  read: ({ values }) => filled(values, "note", (text) => ({ kind: "note", text })),
};

/** Asks what was decided. */
export const decision: RunForm = {
  open: ({ handle }) =>
    framed("Record a decision", "Record", handle, [noteInput("What was decided, and why?")]),
  read: ({ values }) => filled(values, "note", (text) => ({ kind: "note", text, decision: true })),
};

/** Asks who shall drive: whoever does not drive yet is offered first, and who picks themselves takes over. */
export const handOver: RunForm = {
  open({ handle, run, parts: { by } }) {
    const now = `${mention(run.driver)} drives now.`;
    const offered = by !== "" && by !== run.driver ? { initial_user: by } : {};
    return framed("Change the driver", "Change", handle, [
      section(`${now} The driver is reminded when a step waits. Everyone can still click.`),
      input("to", "Who drives from here?", { type: "users_select", action_id: "to", ...offered }),
    ]);
  },
  read({ values, run, parts: { by } }) {
    const to = personIn(values, "to");
    if (to === undefined) return { kind: "errors", errors: { to: "Please pick a person." } };
    if (to === run.driver)
      return { kind: "errors", errors: { to: "This is the driver already. Pick someone else." } };
    const act: Act = to === by ? { kind: "takeOver" } : { kind: "handOver", to };
    return { kind: "ok", value: { act, typed: {} } };
  },
};

/** Asks whether this run is to be stopped, and why; what was typed before stands in the form. */
export const stop: RunForm = {
  open({ handle, flow, run }) {
    const says = `This closes ${runNamed(flow, run)}. Everything that was recorded stays, with a postmortem.`;
    const why = reasonInput("Why?", handle.item);
    return framed("Stop the run", "Stop", handle, [section(says), why]);
  },
  read: ({ values }) => filled(values, "reason", (reason) => ({ kind: "stop", reason })),
};

/** Asks why a closed run is opened again. */
export const reopen: RunForm = {
  open({ handle, flow, run }) {
    const says = `${runNamed(flow, run)} goes on at its last step, which looks anew. The record keeps that it was closed.`;
    const why = reasonInput("Why?");
    return framed("Open the run again", "Open it", handle, [section(says), why]);
  },
  read: ({ values }) => filled(values, "reason", (reason) => ({ kind: "reopen", reason })),
};

const framed = (
  title: string,
  submit: string,
  handle: Handle,
  blocks: Parameters<typeof modal>[1],
): ModalView => modal(title, blocks, { submit, metadata: encodeHandle(handle) });

function filled(values: Values, id: string, act: (text: string) => Act): Submitted<FormAct> {
  const text = typedIn(values, id);
  if (text === "") return { kind: "errors", errors: { [id]: "Please write a few words." } };
  return { kind: "ok", value: { act: act(text), typed: {} } };
}
