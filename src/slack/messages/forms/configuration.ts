import type { FileInput, ModalView } from "@slack/types";
import type { NamedText } from "#language";
import type { Handle } from "../../requests/button-value.ts";
import { header, section } from "../blocks/blocks.ts";
import { shortLine } from "../blocks/escape.ts";
import { encodeMetadata } from "../blocks/form-metadata.ts";
import { input, modal, textInput } from "./modal.ts";
import type { GivenFile, Values } from "./submitted.ts";
import { typedIn } from "./typed-values.ts";

/** The page that takes configurations, pasted or as files. `notes` say what became of the ones before. */
export const configurationForm = (
  handle: Handle,
  intro: string,
  notes: readonly string[] = [],
): ModalView =>
  modal(
    title,
    [
      ...(notes.length > 0 ? [header("Nothing was read"), ...notes.slice(0, 20).map(note)] : []),
      section(intro),
      textInput(pastedId, "Paste it here", {
        most: mostPasted,
        multiline: true,
        optional: true,
        hint: "Up to 3,000 characters, for Slack takes no more here. A longer one goes as a file.",
      }),
      textInput(nameId, "What is it called?", {
        most: 80,
        optional: true,
        hint: "nginx.conf, server.js, Dockerfile, the output of ps … It helps to recognise it.",
      }),
      input(filesId, "Or add files", files, { optional: true, hint: filesHint }),
    ],
    { submit: "Read", metadata: metadataOf(handle) },
  );

/** While files are being fetched. */
export const waitingForm = (handle: Handle): ModalView =>
  modal(title, [section("Reading… This takes a few seconds.")], { metadata: metadataOf(handle) });

const title = "Read a configuration";
const pastedId = "config:text";
const nameId = "config:name";
const filesId = "config:files";
const mostPasted = 3_000;
/** As many as are read at once. */
const mostFiles = 10;
const files: FileInput = { type: "file_input", action_id: filesId, max_files: mostFiles };
const filesHint = `Up to ${mostFiles} text files of 300 kB each.`;

/** What is wrong when nothing was given, by block id. */
export const nothingGiven = { [pastedId]: "Paste a configuration, or add a file below." };

/** What was put into {@link configurationForm}. */
export interface Given {
  readonly pasted: NamedText | undefined;
  readonly files: readonly GivenFile[];
}

export function givenIn(values: Values): Given {
  const text = textIn(values);
  const name = typedIn(values, nameId) || "pasted text";
  return {
    pasted: text.trim() === "" ? undefined : { name, text },
    files: Object.values(values[filesId] ?? {})[0]?.files ?? [],
  };
}

/** Not trimmed: lines are counted from the first. */
const textIn = (values: Values): string => Object.values(values[pastedId] ?? {})[0]?.value ?? "";

const metadataOf = ({ act, run = "", visit = "" }: Handle) =>
  encodeMetadata({ act, run, visit }) ?? "";

const note = (text: string) => section(`•  ${shortLine(text, 400)}`);
