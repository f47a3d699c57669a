import type { VNode } from "preact";
import { asText, type JsonRecord } from "../../../workspace/json.ts";
import { Checks } from "./checks.tsx";
import type { FieldProps } from "./entry.ts";
import { Picker, SearchField, Select, TextField } from "./field-kinds.tsx";

/** Whether an element holds a value, unlike a button. */
export const isField = ({ type }: JsonRecord): boolean =>
  /^(checkboxes|radio_buttons|.*_select|.*_input|datepicker)$/.test(String(type));

/** Whether a field is a group of boxes, which has a legend instead of a label. */
export const isGroup = ({ type }: JsonRecord): boolean =>
  /^(checkboxes|radio_buttons)$/.test(String(type));

/** A field of a modal, message or Home tab. */
export function Field(props: FieldProps): VNode {
  const type = asText(props.element.type) ?? "";
  if (isGroup(props.element)) return <Checks {...props} />;
  if (type === "external_select") return <SearchField {...props} />;
  if (/_select$/.test(type)) return <Select {...props} />;
  if (/^(datepicker|file_input)$/.test(type)) return <Picker {...props} />;
  return <TextField {...props} />;
}
