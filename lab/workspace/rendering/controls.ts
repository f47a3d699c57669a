import { asRecord, asRecords, type JsonRecord } from "../json.ts";
import type { Reader } from "./reader.ts";
import { textOf } from "./text-object.ts";

/** A control as `[3] Label ‹primary›`, numbered where the reader can choose it. */
export function control(element: JsonRecord, reader: Reader): string {
  const number = reader.numberOf(element);
  const mark = number === undefined ? "[ ]" : `[${number}]`;
  const notes = [styleNote(element), asRecord(element).url ? `↗ ${element.url}` : ""];
  return [mark, labelOf(element, reader), ...notes].filter((word) => word !== "").join(" ");
}

const styleNote = ({ style }: JsonRecord): string =>
  style === "primary" || style === "danger" ? `‹${style}›` : "";

function labelOf(element: JsonRecord, reader: Reader): string {
  if (element.type === "button") return textOf(element.text, reader);
  if (element.type === "overflow") return `More…: ${options(element, reader)}`;
  return `${textOf(element.placeholder, reader) || "Choose"}: ${options(element, reader)}`;
}

/** The options of a menu, in words. */
export function options(element: JsonRecord, reader: Reader): string {
  const groups = asRecords(element.option_groups).flatMap((it) => asRecords(it.options));
  const all = [...asRecords(element.options), ...groups];
  return all.map((option) => textOf(option.text, reader)).join(" | ");
}
