import type { WorkspaceContext } from "../context.ts";
import { blockSuggestion } from "../delivery/payloads.ts";
import { asRecord, asRecords, isRecord, type JsonRecord } from "../json.ts";
import type { Person, View } from "../model.ts";
import { type ControlChoice, controlsOf, findControl, type ScreenControl } from "./controls.ts";
import { interact } from "./outcome.ts";

/** An option as a person sees it in a menu. */
export interface MenuChoice {
  readonly label: string;
  readonly value: string;
}

/** Types into a menu of a modal that asks the app; what it offers then. */
export async function typeInto(
  context: WorkspaceContext,
  person: Person,
  view: View,
  which: ControlChoice,
  typed: string,
): Promise<readonly MenuChoice[]> {
  const control = findControl(asRecords(view.content.blocks), which);
  return (await ask(context, person, view, control, typed)).map((option) => ({
    label: String(asRecord(option.text).text),
    value: String(option.value),
  }));
}

/**
 * Types what is to be entered into menus that ask the app, and picks: what is called so, or else the last, which is what was typed. The
 * entries with that.
 */
export async function pickTyped<Entries extends Readonly<Record<string, unknown>>>(
  context: WorkspaceContext,
  person: Person,
  view: View,
  entries: Entries,
): Promise<Entries> {
  const picked: Record<string, unknown> = { ...entries };
  for (const control of controlsOf(asRecords(view.content.blocks))) {
    const { blockId, actionId, type } = control;
    const name = [blockId, actionId].find((one) => one in entries);
    if (type !== "external_select" || name === undefined || isRecord(entries[name])) continue;
    const typed = String(entries[name]);
    const known = optionCalled(view.offered?.[blockId] ?? [], typed);
    const options = known ? [] : await ask(context, person, view, control, typed);
    const option = known ?? optionCalled(options, typed) ?? options.at(-1);
    if (option === undefined) delete picked[name];
    else picked[name] = String(option.value);
  }
  return picked as Entries;
}

async function ask(
  context: WorkspaceContext,
  person: Person,
  view: View,
  { blockId, actionId, type }: ScreenControl,
  typed: string,
): Promise<readonly JsonRecord[]> {
  if (type !== "external_select") throw new Error(`"${actionId}" asks the app for nothing.`);
  const payload = blockSuggestion(context, person, view, { blockId, actionId, typed });
  const { response } = await interact(context, person.id, payload, true);
  const options = asRecords(response?.options);
  // https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element, composition-objects/option-object
  if (options.length > 100) throw new Error("Slack takes at most 100 options.");
  const wrong = options.find(
    ({ text, value }) => String(asRecord(text).text).length > 75 || String(value).length > 150,
  );
  if (wrong) throw new Error(`Slack does not take the option ${JSON.stringify(wrong)}.`);
  view.offered = { ...view.offered, [blockId]: options };
  return options;
}

const optionCalled = (options: readonly JsonRecord[], name: string): JsonRecord | undefined =>
  options.find(({ value }) => value === name) ??
  options.find(({ text }) => asRecord(text).text === name);
