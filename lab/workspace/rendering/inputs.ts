import { asRecord, asRecords, asText, type JsonRecord } from "../json.ts";
import { renderText } from "./mrkdwn.ts";
import { dim, type TerminalReader } from "./reader.ts";
import { hang, wrap } from "./wrap.ts";

/** What was entered in a modal and what is wrong with it, by block_id. */
export interface Form {
  readonly values: Readonly<Record<string, Readonly<Record<string, JsonRecord>>>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** An input block: label, field with what is in it, hint and error. */
export function inputField(
  block: JsonRecord,
  reader: TerminalReader,
  form?: Form,
): readonly string[] {
  const element = asRecord(block.element);
  const blockId = asText(block.block_id) ?? "";
  const actionId = asText(element.action_id) ?? "";
  const label = renderText(block.label, reader) + (block.optional === true ? " (optional)" : "");
  const hint = renderText(block.hint, reader);
  const error = form?.errors[blockId];
  const shown = options(element, reader);
  return [
    ...wrap(label, reader.columns),
    ...hang(
      wrap(shownValue(element, form?.values[blockId]?.[actionId], reader), reader.columns - 4),
      "  > ",
      "    ",
    ),
    ...(shown ? hang(wrap(shown, reader.columns - 4), "    ", "    ") : []),
    ...(hint ? wrap(hint, reader.columns).map((line) => dim(reader, line)) : []),
    ...(error ? hang(wrap(error, reader.columns - 4), "  ! ", "    ") : []),
    dim(reader, `  (${blockId}.${actionId})`),
  ];
}

/** What stands in the field: the entry, else what the app filled in, else the placeholder. */
function shownValue(
  element: JsonRecord,
  state: JsonRecord | undefined,
  reader: TerminalReader,
): string {
  const source = state ?? element;
  const parts = Object.entries(source)
    .filter(([name]) => /^(value|files|selected_|initial_)/.test(name))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter((value) => value !== null && value !== undefined && value !== "")
    .map((value) => partText(value, element, reader));
  return parts.join(", ") || `_${renderText(element.placeholder, reader)}_`;
}

function partText(value: unknown, element: JsonRecord, reader: TerminalReader): string {
  const record = asRecord(value);
  if (record.text !== undefined) return renderText(record.text, reader);
  if (record.name !== undefined) return String(record.name);
  return /users_select$/.test(String(element.type))
    ? reader.userName(String(value))
    : String(value);
}

/** A control as `[3] Label ‹primary›`, numbered where the reader can choose it. */
export function control(element: JsonRecord, reader: TerminalReader): string {
  const number = reader.numberOf(element);
  const mark = number === undefined ? "[ ]" : `[${number}]`;
  const notes = [styleNote(element), asRecord(element).url ? `↗ ${element.url}` : ""];
  return [mark, labelOf(element, reader), ...notes].filter((word) => word !== "").join(" ");
}

const styleNote = ({ style }: JsonRecord): string =>
  style === "primary" || style === "danger" ? `‹${style}›` : "";

function labelOf(element: JsonRecord, reader: TerminalReader): string {
  if (element.type === "button") return renderText(element.text, reader);
  if (element.type === "overflow") return `More…: ${options(element, reader)}`;
  return `${renderText(element.placeholder, reader) || "Choose"}: ${options(element, reader)}`;
}

/** The options of a menu, in words. */
function options(element: JsonRecord, reader: TerminalReader): string {
  const groups = asRecords(element.option_groups).flatMap((it) => asRecords(it.options));
  const all = [...asRecords(element.options), ...groups];
  return all.map((option) => renderText(option.text, reader)).join(" | ");
}
