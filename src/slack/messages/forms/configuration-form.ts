import type { FileInput, ModalView } from "@slack/types";
import type { FieldKinds, Fields, FilesRead, FromFiles, Json, NamedText } from "#language";
import type { Run } from "../../../run/run.ts";
import { currentVisit } from "../../../run/visits.ts";
import { button, header, row, section } from "../blocks/blocks.ts";
import { shortLine } from "../blocks/escape.ts";
import { encodeMetadata, type Handle, keptIn } from "../blocks/handle.ts";
import { type Reply, replyWith } from "../replies/ephemeral-reply.ts";
import { inputBlocks } from "./input-blocks.ts";
import { input, modal, textInput } from "./modal.ts";
import { type FormValues, type GivenFile, typedIn } from "./submitted-form.ts";

/** The first of these questions that files can answer, and how; undefined for none. */
export function filesField(
  fields: Fields,
  { fields: kinds }: { readonly fields: FieldKinds },
): { readonly name: string; readonly files: FromFiles } | undefined {
  for (const [name, { kind }] of Object.entries(fields)) {
    const form = kinds.get(kind)?.form;
    if (form?.kind === "pages" && form.files) return { name, files: form.files };
  }
  return undefined;
}

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

export const waitingForm = (handle: Handle): ModalView =>
  modal(title, [section("Reading… This takes a few seconds.")], { metadata: metadataOf(handle) });

const title = "Read a configuration";
const pastedId = "config:text";
const nameId = "config:name";
const filesId = "config:files";
const mostPasted = 3_000;
const mostFiles = 10;
const files: FileInput = { type: "file_input", action_id: filesId, max_files: mostFiles };
const filesHint = `Up to ${mostFiles} text files of 300 kB each.`;

export const nothingGiven = { [pastedId]: "Paste a configuration, or add a file below." };

export interface GivenConfiguration {
  readonly pasted: NamedText | undefined;
  readonly files: readonly GivenFile[];
}

export function givenIn(values: FormValues): GivenConfiguration {
  const text = textIn(values);
  const name = typedIn(values, nameId) || "pasted text";
  return {
    pasted: text.trim() === "" ? undefined : { name, text },
    files: Object.values(values[filesId] ?? {})[0]?.files ?? [],
  };
}

/** Not trimmed: lines are counted from the first. */
const textIn = (values: FormValues): string =>
  Object.values(values[pastedId] ?? {})[0]?.value ?? "";

const metadataOf = ({ act, run = "", visit = "" }: Handle) =>
  encodeMetadata({ act, run, visit }) ?? "";

const note = (text: string) => section(`•  ${shortLine(text, 400)}`);

/** What was read from files, to be confirmed, and questions for what stayed unknown only. */
export function foundForm(handle: Handle, read: FilesRead, files: FromFiles): ModalView {
  const own = { run: handle.run ?? "", visit: handle.visit ?? "" };
  return modal(
    "Is this right?",
    [
      section("It counts once you confirm it."),
      ...inputBlocks(files.page(read)),
      ...row([
        button("Correct it by hand", { act: "correctConfig", ...own }),
        button("Read something else", { act: "readConfig", ...own }),
      ]),
    ],
    {
      submit: "Take these answers",
      metadata: metadataWith({ act: "takeConfig", ...own }, read.answer ?? null, files),
    },
  );
}

/** Names of files can be too long to keep; the values never are. */
const metadataWith = (handle: Handle, answer: Json, files: FromFiles): string =>
  encodeMetadata(handle, { read: answer }) ??
  encodeMetadata(handle, { read: files.shorter(answer) }) ??
  "";

/** The answer that a page of {@link foundForm} holds. */
export const readIn = (metadata: string): Json | undefined =>
  keptIn(metadata).read as Json | undefined;

export function readingOffer(
  run: Run,
  files: readonly { readonly id: string; readonly name: string }[],
): Reply {
  const some = files.slice(0, mostFiles);
  const names = some.map(({ name }) => shortLine(name, 80)).join(", ");
  const it = some.length === 1 ? "It" : "They";
  const item = some.map(({ id }) => id).join(",");
  const handle = { run: run.id, visit: currentVisit(run).id, item };
  return replyWith([
    section(
      `${names}: ${it} may tell how long a server keeps idle connections. Only values, file names and lines are kept, never the text.`,
    ),
    ...row([
      button(some.length === 1 ? "Read this configuration" : "Read these configurations", {
        act: "readFile",
        ...handle,
      }),
    ]),
  ]);
}
