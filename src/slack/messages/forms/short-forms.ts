import type { Act } from "../../../run/act.ts";
import { section } from "../blocks/blocks.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { encodeHandle } from "../blocks/handle.ts";
import { runNamed } from "../replies/run-lists.ts";
import { input, modal, oneOfInput, option, textInput } from "./modal.ts";
import {
  formAccepted,
  formRejected,
  type Opened,
  personIn,
  pickedIn,
  type RunForm,
  typedIn,
} from "./submitted-form.ts";

// Long enough for a paragraph, short enough for a message of one section.
const mostCharacters = 1_500;

/** A form that asks for a few words; what was typed before stands in it. */
const wordsForm = (form: {
  readonly title: string;
  readonly submit: string;
  readonly asks: readonly [id: "note" | "reason", label: string];
  /** What to know first, in mrkdwn. */
  readonly says?: (opened: Opened) => string;
  readonly act: (text: string, visit: string) => Act;
}): RunForm => ({
  open: (opened) => {
    const { title, submit, asks, says } = form;
    const { handle } = opened;
    const more = { most: mostCharacters, multiline: true, initial: handle.item };
    return modal(title, [...(says ? [section(says(opened))] : []), textInput(...asks, more)], {
      submit,
      metadata: encodeHandle(handle),
    });
  },
  read: ({ handle: { visit = "" }, values }) => {
    const [id] = form.asks;
    const text = typedIn(values, id);
    return text === ""
      ? formRejected(id, "Please write a few words.")
      : formAccepted(form.act(text, visit));
  },
});

export const skipForm = wordsForm({
  title: "Skip this step",
  submit: "Skip",
  asks: ["reason", "Why?"],
  says: ({ handle, flow, run }) => {
    const step = flow.steps[run.visits.find(({ id }) => id === handle.visit)?.step ?? ""];
    const label = step?.choices[step.skip]?.label ?? "the next step";
    return `Skipping this step goes on with “${escapeLine(label)}”.`;
  },
  act: (reason, visit) => ({ kind: "skip", visit, reason }),
});

export const noteForm = wordsForm({
  title: "Add a note",
  submit: "Add",
  asks: ["note", "What should the record say?"],
  act: (text) => ({ kind: "note", text }),
});

export const decisionForm = wordsForm({
  title: "Record a decision",
  submit: "Record",
  asks: ["note", "What was decided, and why?"],
  act: (text) => ({ kind: "note", text, decision: true }),
});

export const stopForm = wordsForm({
  title: "Stop the run",
  submit: "Stop",
  asks: ["reason", "Why?"],
  says: ({ flow, run }) =>
    `This closes ${runNamed(flow, run)}. Everything that was recorded stays, with a postmortem.`,
  act: (reason) => ({ kind: "stop", reason }),
});

export const reopenForm = wordsForm({
  title: "Open the run again",
  submit: "Open it",
  asks: ["reason", "Why?"],
  says: ({ flow, run }) =>
    `${runNamed(flow, run)} goes on at its last step, which looks anew. The record keeps that it was closed.`,
  act: (reason) => ({ kind: "reopen", reason }),
});

/** Asks who shall drive: whoever does not drive yet is offered first, and who picks themselves takes over. */
export const handOverForm: RunForm = {
  open: ({ handle, run, parts: { by } }) => {
    const offered = by !== "" && by !== run.driver ? { initial_user: by } : {};
    return modal(
      "Change the driver",
      [
        section(
          `${mention(run.driver)} drives now. The driver is reminded when a step waits. Everyone can still click.`,
        ),
        input("to", "Who drives from here?", { type: "users_select", action_id: "to", ...offered }),
      ],
      { submit: "Change", metadata: encodeHandle(handle) },
    );
  },
  read: ({ values, run, parts: { by } }) => {
    const to = personIn(values, "to");
    if (to === undefined) return formRejected("to", "Please pick a person.");
    if (to === run.driver)
      return formRejected("to", "This is the driver already. Pick someone else.");
    return formAccepted(to === by ? { kind: "takeOver" } : { kind: "handOver", to });
  },
};

const hour = 3_600;
const rests: readonly (readonly [string, number])[] = [
  ["30 minutes", hour / 2],
  ["1 hour", hour],
  ["4 hours", 4 * hour],
  ["8 hours", 8 * hour],
  ["1 day", 24 * hour],
  ["3 days", 72 * hour],
  ["1 week", 168 * hour],
];

export const parkForm: RunForm = {
  open: ({ handle }) => {
    const lengths = rests.map(([label, seconds]) => option(label, String(seconds)));
    return modal(
      "Park the runbook",
      [
        section(
          "Nobody is reminded meanwhile. It wakes by itself, and anyone can wake it earlier.",
        ),
        oneOfInput("for", "For how long?", lengths, { initial: String(hour) }),
        textInput("reason", "What does it wait for?", { most: 500 }),
      ],
      { submit: "Park", metadata: encodeHandle(handle) },
    );
  },
  read: ({ values }) => {
    const reason = typedIn(values, "reason");
    const seconds = Number(pickedIn(values, "for"));
    if (!Number.isFinite(seconds)) return formRejected("for", "Please pick one.");
    if (reason === "") return formRejected("reason", "Please write a few words.");
    return formAccepted({ kind: "park", seconds, reason });
  },
};
