import type { ModalView } from "@slack/types";
import type { Flow } from "#language";
import type { Act } from "../../../run/act.ts";
import type { Run } from "../../../run/run.ts";
import type { Person } from "../../../run/visits.ts";
import { encodeHandle, type Handle } from "../../requests/button-value.ts";
import { section } from "../blocks/blocks.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { runNamed } from "../blocks/run-named.ts";
import { input, modal, textInput } from "./modal.ts";
import type { FormAct, Submitted, Values } from "./submitted.ts";
import { personIn, typedIn } from "./typed-values.ts";

// Long enough for a paragraph, short enough for a message of one section.
const mostCharacters = 1_500;

const reasonInput = (label: string, initial?: string) =>
  textInput("reason", label, { most: mostCharacters, multiline: true, initial });

/** Asks why a step is skipped, and says where that leads. */
export function skipForm(handle: Handle, flow: Flow, run: Run): ModalView {
  const step = flow.steps[run.visits.find(({ id }) => id === handle.visit)?.step ?? ""];
  const label = step?.choices[step.skip]?.label ?? "the next step";
  const says = `Skipping this step goes on with “${escapeLine(label)}”.`;
  return framed("Skip this step", "Skip", handle, [section(says), reasonInput("Why?")]);
}

/** Asks what to write into the record. */
export const noteForm = (handle: Handle): ModalView =>
  framed("Add a note", "Add", handle, [
    textInput("note", "What should the record say?", { most: mostCharacters, multiline: true }),
  ]);

/** Asks what was decided. */
export const decisionForm = (handle: Handle): ModalView =>
  framed("Record a decision", "Record", handle, [
    textInput("note", "What was decided, and why?", { most: mostCharacters, multiline: true }),
  ]);

/** Asks who shall drive; whoever does not drive yet (`by`) is offered first. */
export function handOverForm(handle: Handle, run: Run, by: Person): ModalView {
  const now = `${mention(run.driver)} drives now.`;
  const offered = by !== "" && by !== run.driver ? { initial_user: by } : {};
  return framed("Change the driver", "Change", handle, [
    section(`${now} The driver is reminded when a step waits. Everyone can still click.`),
    input("to", "Who drives from here?", { type: "users_select", action_id: "to", ...offered }),
  ]);
}

/** Asks whether this run is to be stopped, and why; what was typed before stands in the form. */
export const stopForm = (handle: Handle, flow: Flow, run: Run): ModalView =>
  framed("Stop the run", "Stop", handle, [
    section(
      `This closes ${runNamed(flow, run)}. Everything that was recorded stays, with a postmortem.`,
    ),
    reasonInput("Why?", handle.item),
  ]);

/** Asks why a closed run is opened again. */
export const reopenForm = (handle: Handle, flow: Flow, run: Run): ModalView =>
  framed("Open the run again", "Open it", handle, [
    section(
      `${runNamed(flow, run)} goes on at its last step, which looks anew. The record keeps that it was closed.`,
    ),
    reasonInput("Why?"),
  ]);

/** Reads {@link skipForm}. */
export const readSkipForm = ({ visit = "" }: Handle, values: Values): Submitted<FormAct> =>
  filled(values, "reason", (reason) => ({ kind: "skip", visit, reason }));

/** Reads {@link noteForm}. */
export const readNoteForm = (values: Values): Submitted<FormAct> =>
  filled(values, "note", (text) => ({ kind: "note", text }));

/** Reads {@link decisionForm}. */
export const readDecisionForm = (values: Values): Submitted<FormAct> =>
  filled(values, "note", (text) => ({ kind: "note", text, decision: true }));

/** Reads {@link stopForm}. */
export const readStopForm = (values: Values): Submitted<FormAct> =>
  filled(values, "reason", (reason) => ({ kind: "stop", reason }));

/** Reads {@link reopenForm}. */
export const readReopenForm = (values: Values): Submitted<FormAct> =>
  filled(values, "reason", (reason) => ({ kind: "reopen", reason }));

/** Reads {@link handOverForm}: whoever picks themselves takes over. */
export function readHandOverForm(values: Values, run: Run, by: Person): Submitted<FormAct> {
  const to = personIn(values, "to");
  if (to === undefined) return { kind: "errors", errors: { to: "Please pick a person." } };
  if (to === run.driver)
    return { kind: "errors", errors: { to: "This is the driver already. Pick someone else." } };
  const act: Act = to === by ? { kind: "takeOver" } : { kind: "handOver", to };
  return { kind: "ok", value: { act, typed: {} } };
}

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
