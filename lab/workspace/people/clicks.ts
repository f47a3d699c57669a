import type { WorkspaceContext } from "../context.ts";
import { messageAction, viewAction } from "../delivery/payloads.ts";
import type { JsonRecord } from "../json.ts";
import { asRecords } from "../json.ts";
import type { Message, Person, View } from "../model.ts";
import { type ControlChoice, findControl, hasEntry, type ScreenControl } from "./controls.ts";
import { type Entry, entered, isField } from "./fields.ts";
import { collectValues } from "./form.ts";
import type { Entries } from "./modals.ts";
import { interact, type Outcome } from "./outcome.ts";
import { pickTyped } from "./typing.ts";

/** Takes aim at a button or menu as it is shown now; the click goes out when the result is called. */
export function aimAt(
  context: WorkspaceContext,
  person: Person,
  message: Message,
  which: ControlChoice,
  entry?: Entry,
): () => Promise<Outcome> {
  const control = findControl(message.blocks, which);
  const picked = typeof which === "string" && hasEntry(control, which) ? which : entry;
  const action = actionOf(context, person.id, control, picked);
  return () => interact(context, person.id, messageAction(context, person, message, action));
}

/** Clicks a button in a modal or Home tab, or enters `entry` into a field there; other fields may hold `entries`. */
export async function clickInView(
  context: WorkspaceContext,
  person: Person,
  view: View,
  which: ControlChoice,
  entry?: Entry,
  entries: Entries = {},
): Promise<Outcome> {
  const control = findControl(asRecords(view.content.blocks), which);
  const action = actionOf(context, person.id, control, entry);
  // A payload from a view carries the state of all its fields: the page of block_actions.
  const picked = await pickTyped(context, person, view, entries);
  view.values = collectValues(context, person.id, view, picked);
  if (isField(control)) keep(view, control, action);
  return interact(context, person.id, viewAction(context, person, view, action));
}

function actionOf(
  context: WorkspaceContext,
  personId: string,
  control: ScreenControl,
  entry: Entry | undefined,
): JsonRecord {
  const { blockId, actionId, type, element } = control;
  const ids = { type, block_id: blockId, action_id: actionId };
  if (isField(control)) {
    if (entry === undefined) throw new Error(`Say what to enter into "${actionId}".`);
    return { ...entered(context, personId, control, entry), ...ids };
  }
  return {
    ...ids,
    text: element.text,
    ...(element.value !== undefined && { value: element.value }),
    ...(element.style !== undefined && { style: element.style }),
    ...(element.url !== undefined && { url: element.url }),
  };
}

function keep(view: View, { blockId, actionId }: ScreenControl, action: JsonRecord): void {
  const { block_id: _block, action_id: _action, ...state } = action;
  view.values = { ...view.values, [blockId]: { ...view.values[blockId], [actionId]: state } };
}
