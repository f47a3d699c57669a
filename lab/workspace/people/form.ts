import type { WorkspaceContext } from "../context.ts";
import { asRecords, isRecord, type JsonRecord } from "../json.ts";
import type { View } from "../model.ts";
import { controlsOf, type ScreenControl } from "./controls.ts";
import { type Entry, entered, isEmpty, isField, untouched } from "./fields.ts";

type Values = Record<string, Record<string, JsonRecord>>;

/** The state of every field of a view after these entries; an Error names an entry without a field. */
export function collectValues(
  context: WorkspaceContext,
  personId: string,
  view: View,
  entries: Readonly<Record<string, unknown>>,
): Values {
  const controls = controlsOf(asRecords(view.content.blocks)).filter(isField);
  requireFields(controls, entries);
  const values: Values = {};
  for (const control of controls) {
    const { blockId, actionId } = control;
    const entry = entryFor(control, entries);
    const state =
      entry === undefined
        ? (view.values[blockId]?.[actionId] ?? untouched(control))
        : entered(context, personId, offeredIn(view, control), entry);
    values[blockId] = { ...values[blockId], [actionId]: state };
  }
  return values;
}

/** A menu that asks the app, with what the app offered. */
const offeredIn = ({ offered }: View, control: ScreenControl): ScreenControl =>
  control.type === "external_select"
    ? { ...control, element: { ...control.element, options: offered?.[control.blockId] ?? [] } }
    : control;

/** What Slack's form itself refuses, by block_id: https://docs.slack.dev/reference/block-kit/blocks/input-block */
export function problemsOfEntries(view: View): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const block of asRecords(view.content.blocks)) {
    if (block.type !== "input") continue;
    for (const { blockId, actionId, element } of controlsOf([block])) {
      const state = view.values[blockId]?.[actionId] ?? {};
      const problem = problemOf(state, element, block.optional === true);
      if (problem) problems[blockId] = problem;
    }
  }
  return problems;
}

function requireFields(
  controls: readonly ScreenControl[],
  entries: Readonly<Record<string, unknown>>,
) {
  const known = new Set(controls.flatMap(({ blockId, actionId }) => [blockId, actionId]));
  const strange = Object.keys(entries).find((name) => !known.has(name));
  if (strange === undefined) return;
  throw new Error(`There is no field "${strange}" here, only: ${[...known].join(", ")}.`);
}

function entryFor(
  { blockId, actionId }: ScreenControl,
  entries: Readonly<Record<string, unknown>>,
): Entry | undefined {
  const byBlock = entries[blockId];
  const entry = isRecord(byBlock) ? byBlock[actionId] : (entries[actionId] ?? byBlock);
  return isEntry(entry) ? entry : undefined;
}

const isEntry = (value: unknown): value is Entry =>
  typeof value === "string" || typeof value === "number" || Array.isArray(value);

function problemOf(state: JsonRecord, element: JsonRecord, isOptional: boolean): string | null {
  if (isEmpty(state)) return isOptional ? null : "Please complete this required field.";
  const text = String(state.value ?? "");
  if (element.type === "number_input") return problemOfNumber(text, element);
  if (text.length < Number(element.min_length ?? 0)) {
    return `Enter at least ${element.min_length} characters.`;
  }
  if (text.length > Number(element.max_length ?? 3_000)) {
    return `Enter at most ${element.max_length ?? 3_000} characters.`;
  }
  return null;
}

function problemOfNumber(text: string, element: JsonRecord): string | null {
  const number = Number(text);
  if (!Number.isFinite(number)) return "Enter a number.";
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) {
    return "Enter a whole number.";
  }
  const min = Number(element.min_value ?? Number.NEGATIVE_INFINITY);
  const max = Number(element.max_value ?? Number.POSITIVE_INFINITY);
  return number < min || number > max ? `Enter a number from ${min} to ${max}.` : null;
}
