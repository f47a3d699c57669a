import { asRecord, asRecords, asText, type JsonRecord } from "../../../workspace/json.ts";
import type { FieldEntry } from "./surface.ts";

/** What a field holds at first: what was entered before, else what the app filled in. */
export function entryOf(element: JsonRecord, state: JsonRecord | undefined): FieldEntry {
  const kept = state ?? {};
  const several = asRecords(kept.selected_options ?? element.initial_options);
  const one = asRecord(kept.selected_option ?? element.initial_option);
  if (isMany(element)) {
    const ids = kept.selected_users ?? element.initial_users;
    return Array.isArray(ids) ? ids.map(String) : several.map(optionValue);
  }
  return asText(one.value) ?? plain(kept) ?? plain(element) ?? "";
}

/** Whether several can be picked. */
export const isMany = ({ type }: JsonRecord): boolean => type === "checkboxes";

const optionValue = (option: JsonRecord): string => asText(option.value) ?? "";

const names = ["value", "user", "conversation", "channel", "date", "time", "date_time"].flatMap(
  (name) => [name, `selected_${name}`, `initial_${name}`],
);

/** The first of a field's plain values; a button's own `value` never comes here. */
function plain(source: JsonRecord): string | undefined {
  const found = names.map((name) => source[name]).find((value) => value !== undefined);
  return found === undefined || found === null ? undefined : String(found);
}

/** What a field is given; `label` names it where no label element does. */
export interface FieldProps {
  readonly id: string;
  readonly element: JsonRecord;
  readonly entry: FieldEntry;
  readonly set: (entry: FieldEntry) => void;
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean;
  readonly isOptional?: boolean;
}
