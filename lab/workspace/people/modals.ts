import type { WorkspaceContext } from "../context.ts";
import { viewClosed, viewSubmission } from "../delivery/payloads.ts";
import { asRecord, asRecords, asText, isRecord, type JsonRecord } from "../json.ts";
import type { Person, View } from "../model.ts";
import { Refusal } from "../rules/refusal.ts";
import { problemsOfView } from "../rules/views.ts";
import { closeAll, closeTop, pushView, replaceView } from "../views.ts";
import type { Entry } from "./fields.ts";
import { collectValues, problemsOfEntries } from "./form.ts";
import { interact, notSent, type Outcome } from "./outcome.ts";
import { pickTyped } from "./typing.ts";

/** Entries by block_id or action_id, or by block_id and then action_id. */
export type Entries = Readonly<Record<string, Entry | Readonly<Record<string, Entry>>>>;

/** Fills and submits a modal; what Slack's own form refuses is never sent to the app. */
export async function submitView(
  context: WorkspaceContext,
  person: Person,
  view: View,
  entries: Entries,
): Promise<Outcome> {
  const picked = await pickTyped(context, person, view, entries);
  view.values = collectValues(context, person.id, view, picked);
  view.errors = problemsOfEntries(view);
  context.state.changed("view", view.id);
  if (Object.keys(view.errors).length > 0) {
    return notSent(Object.values(view.errors).join(" "));
  }
  const payload = viewSubmission(context, person, view);
  const outcome = await interact(context, person.id, payload, true);
  if (!outcome.acked) return outcome;
  const warning = applyAnswer(context, person.id, view, outcome.response ?? {});
  return { ...outcome, warning };
}

/** Closes the modal on top; tells the app only where the view asked for it. */
export async function closeView(
  context: WorkspaceContext,
  person: Person,
  view: View,
): Promise<Outcome> {
  const payload = viewClosed(context, person, view);
  const isClearing = view.content.clear_on_close === true;
  (isClearing ? closeAll : closeTop)(context.state, person.id);
  // https://docs.slack.dev/surfaces/modals#closing_views: notify_on_close
  if (view.content.notify_on_close !== true) return notSent(null);
  return interact(context, person.id, payload);
}

// https://docs.slack.dev/surfaces/modals#updating_response: response_action
function applyAnswer(
  { state }: WorkspaceContext,
  personId: string,
  view: View,
  response: JsonRecord,
): string | null {
  // The app may have replaced or closed the view by the Web API before it acknowledged.
  const isOpen = state.data.modals[personId]?.includes(view.id) ?? false;
  if (response.response_action === undefined) {
    while (isOpen && state.data.modals[personId]?.includes(view.id)) closeTop(state, personId);
    return null;
  }
  if (response.response_action === "clear") {
    closeAll(state, personId);
    return null;
  }
  if (response.response_action === "errors") return showErrors(state, view, response.errors);
  const content = asRecord(response.view);
  const problems = problemsOfView(content, "modal");
  if (problems.length > 0) return trouble(problems.join(" "));
  if (response.response_action === "update") replaceView(state, view, content);
  else if (response.response_action === "push") return push(state, personId, content);
  else return trouble(`unknown response_action ${String(response.response_action)}`);
  return null;
}

function push(
  state: WorkspaceContext["state"],
  personId: string,
  content: JsonRecord,
): string | null {
  try {
    pushView(state, personId, content);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return trouble(error.code);
    throw error;
  }
}

/** Errors must name input blocks of the view: https://docs.slack.dev/surfaces/modals#displaying_errors */
function showErrors(state: WorkspaceContext["state"], view: View, errors: unknown): string | null {
  const inputs = asRecords(view.content.blocks).filter((block) => block.type === "input");
  const known = inputs.map((block) => asText(block.block_id));
  const entries = Object.entries(isRecord(errors) ? errors : {});
  const strange = entries.find(([blockId]) => !known.includes(blockId));
  if (strange) return trouble(`there is no input block ${strange[0]}`);
  view.errors = Object.fromEntries(entries.map(([blockId, text]) => [blockId, String(text)]));
  state.changed("view", view.id);
  return null;
}

/** What people see when the app's answer to a modal is wrong; the reason is for the developer. */
const trouble = (reason: string): string =>
  `We had some trouble connecting. Try again? (${reason})`;
