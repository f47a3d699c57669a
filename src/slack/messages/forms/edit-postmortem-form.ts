import { createHash } from "node:crypto";
import type { KnownBlock, ModalView } from "@slack/types";
import { editableText } from "../../../postmortem/markdown.ts";
import { postmortem } from "../../../postmortem/postmortem.ts";
import type { Section } from "../../../postmortem/section.ts";
import { NotFound } from "../../../run/errors.ts";
import { editableSections, isEditable, isOwn, ownName } from "../../../run/postmortem-sections.ts";
import { longestText } from "../../../run/text-lengths.ts";
import { context, section } from "../blocks/blocks.ts";
import { encodeMetadata, keptIn } from "../blocks/handle.ts";
import { modal, textInput } from "./modal.ts";
import {
  type EnteredForm,
  type FormAct,
  formAccepted,
  type Opened,
  type RunForm,
  type Submitted,
  typedIn,
} from "./submitted-form.ts";

/** The postmortem's sections as texts to be edited; what was not touched is told by what it was. */
export const editForm: RunForm = { open, read };

function open({ handle, flow, run, parts: { own = [], names = {} } }: Opened): ModalView {
  const sections = postmortem(flow, run, own).sections.filter(
    ({ name }) => isEditable(name) || isOwn(name),
  );
  const texts = sections.map((one) => [one, initialOf(one, names)] as const);
  const hashes = Object.fromEntries(texts.map(([{ name }, text]) => [name, hashOf(text)]));
  const metadata = encodeMetadata(handle, { base: run.revision, hashes });
  if (metadata === undefined)
    throw new NotFound("The team's template has too many sections of its own for a form.");
  const inputs = texts.map(([one, text]) => inputOf(one, text));
  return modal("Edit the postmortem", [section(guidance), ...inputs], { submit: "Save", metadata });
}

function read({ metadata, values, parts: { own = [] } }: EnteredForm): Submitted<FormAct> {
  const { base, hashes } = keptIn(metadata);
  const before = typeof hashes === "object" && hashes !== null ? Object.entries(hashes) : [];
  const names = [...editableSections, ...own.map(ownName)].filter((name) => name in values);
  const changed = names.flatMap((name) => {
    const text = typedIn(values, name);
    const was = before.find(([one]) => one === name)?.[1];
    return was === hashOf(text) ? [] : [[name, text] as const];
  });
  const texts = Object.fromEntries(changed);
  return formAccepted({ kind: "edit", texts, base: Number(base) });
}

const guidance =
  "Markdown. Each section is kept with your name; empty one to have the record's own words again. Timeline, people and follow-ups are records: a note adds to them, and follow-ups have their message in the thread.";

/** What nobody has written yet is an empty field. */
const initialOf = (one: Section, names: Record<string, string>): string =>
  isOwn(one.name) && one.written === undefined ? "" : editableText(one, names).trim();

function inputOf({ name, title }: Section, text: string): KnownBlock {
  if (text.length > longestText)
    return context(`*${title}* is too long for a field of Slack (${text.length} characters).`);
  return textInput(name, title, {
    most: longestText,
    multiline: true,
    optional: true,
    initial: text,
  });
}

const hashOf = (text: string): string =>
  createHash("sha256").update(text.replaceAll("\r\n", "\n").trim()).digest("hex").slice(0, 12);
