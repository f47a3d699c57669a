import type { WorkspaceContext } from "../context.ts";
import { fileJson } from "../file-json.ts";
import { asRecord, asRecords, isRecord, type JsonRecord } from "../json.ts";
import type { FileRecord } from "../model.ts";
import type { ScreenControl } from "./controls.ts";

/** What a person may enter: text, a number, a list of options or ids, or files. */
export type Entry = string | number | readonly string[] | readonly FileEntry[];

// Field names of the state object: https://docs.slack.dev/reference/objects/view-object
const single: Readonly<Record<string, readonly [key: string, initial: string]>> = {
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  users_select: ["selected_user", "initial_user"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  datepicker: ["selected_date", "initial_date"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  overflow: ["selected_option", "initial_option"],
  checkboxes: ["selected_options", "initial_options"],
  file_input: ["files", "initial_files"],
};

/** Whether a control holds a value, unlike a button. */
export const isField = ({ type }: ScreenControl): boolean => single[type] !== undefined;

/** The state of a field nobody touched. */
export function untouched({ type, element }: ScreenControl): JsonRecord {
  const [key, initial] = single[type] ?? ["value", "initial_value"];
  const empty = key === "selected_options" || key === "files" ? [] : null;
  return { type, [key]: element[initial] ?? empty };
}

/** The state of a field after a person entered something; an Error where that cannot be entered. */
export function entered(
  context: WorkspaceContext,
  personId: string,
  control: ScreenControl,
  entry: Entry,
) {
  const { type, element } = control;
  const [key] = single[type] ?? ["value"];
  if (key === "selected_option") return { type, [key]: optionNamed(element, String(entry)) };
  if (key === "selected_options") {
    const names = Array.isArray(entry) ? entry.map(String) : [String(entry)];
    return { type, [key]: names.map((name) => optionNamed(element, name)) };
  }
  if (key === "files") return { type, [key]: addFiles(context, personId, element, entry) };
  if (key === "value") return { type, [key]: String(entry) === "" ? null : String(entry) };
  return { type, [key]: entry };
}

/** Whether a field's state holds nothing. */
export const isEmpty = (state: JsonRecord): boolean =>
  Object.entries(state).every(
    ([name, value]) =>
      name === "type" || value === null || value === "" || (Array.isArray(value) && !value.length),
  );

function optionNamed(element: JsonRecord, name: string): JsonRecord {
  const groups = asRecords(element.option_groups);
  const options = [
    ...asRecords(element.options),
    ...groups.flatMap((group) => asRecords(group.options)),
  ];
  const label = (option: JsonRecord) => asRecord(option.text).text;
  const found =
    options.find((option) => option.value === name) ?? options.find((it) => label(it) === name);
  if (found) return found;
  const there = options.map((option) => `${option.value} "${label(option)}"`).join(", ");
  throw new Error(`There is no option "${name}", only: ${there}.`);
}

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element: as many as the element says, at most ten. */
function addFiles(context: WorkspaceContext, personId: string, element: JsonRecord, entry: Entry) {
  const files = Array.isArray(entry) ? entry.filter(isFileEntry) : [];
  const most = Number(element.max_files ?? 10);
  if (files.length > most) throw new Error(`Slack takes at most ${most} files here.`);
  return files.map((file) => fileJson(context.state, addFile(context, personId, file)));
}

/** A file a person picks. */
export interface FileEntry {
  readonly name: string;
  /** Text, or bytes in base64 where `isBase64` says so. */
  readonly content: string;
  readonly isBase64?: boolean;
}

/** Whether something entered is a file. */
const isFileEntry = (value: unknown): value is FileEntry =>
  isRecord(value) && typeof value.name === "string" && typeof value.content === "string";

/** Stores what a person picked; Slack has processed it by the time that the app hears of it. */
export function addFile(
  { state }: WorkspaceContext,
  personId: string,
  entry: FileEntry,
): FileRecord {
  const id = state.nextId("F");
  const bytes = Buffer.from(entry.content, entry.isBase64 === true ? "base64" : "utf8");
  const file: FileRecord = {
    id,
    name: entry.name,
    title: entry.name,
    length: bytes.length,
    createdAt: state.now(),
    uploadedBy: personId,
    phase: "processed",
    contentBase64: bytes.toString("base64"),
    shares: [],
  };
  state.data.files[id] = file;
  return file;
}
