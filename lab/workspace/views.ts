import { identity } from "./identity.ts";
import type { JsonRecord } from "./json.ts";
import { asRecords } from "./json.ts";
import type { View } from "./model.ts";
import { withBlockIds } from "./posting.ts";
import { Refusal } from "./rules/refusal.ts";
import type { WorkspaceState } from "./state.ts";

// https://docs.slack.dev/surfaces/modals: up to three views in a stack.
const mostViews = 3;

/** Opens a modal for a person, in place of whatever was open. */
export function openView(state: WorkspaceState, personId: string, content: JsonRecord): View {
  closeAll(state, personId);
  return pushView(state, personId, content);
}

/** Puts a view on top of a person's modal; refuses a fourth. */
export function pushView(state: WorkspaceState, personId: string, content: JsonRecord): View {
  const stack = state.data.modals[personId] ?? [];
  if (stack.length >= mostViews) throw new Refusal("push_limit_reached");
  const view = makeView(state, personId, content, stack);
  state.data.modals[personId] = [...stack, view.id];
  state.changed("view", view.id);
  return view;
}

/** Replaces the content of a view; what was entered in fields of the same ids stays. */
export function replaceView(state: WorkspaceState, view: View, content: JsonRecord): View {
  view.content = { ...content, blocks: withBlockIds(state, asRecords(content.blocks)) };
  view.hash = state.nextId("hash.");
  view.errors = {};
  state.changed("view", view.id);
  return view;
}

/** Publishes a person's Home tab. */
export function showHome(state: WorkspaceState, personId: string, content: JsonRecord): View {
  const current = state.data.views[state.data.homes[personId] ?? ""];
  if (current) return replaceView(state, current, content);
  const view = makeView(state, personId, content, []);
  state.data.homes[personId] = view.id;
  state.changed("view", view.id);
  return view;
}

/** Closes the view on top; the one below shows again. */
export function closeTop(state: WorkspaceState, personId: string): void {
  const id = state.data.modals[personId]?.pop();
  if (id === undefined) return;
  delete state.data.views[id];
  state.changed("view", id);
}

/** Closes the whole stack. */
export function closeAll(state: WorkspaceState, personId: string): void {
  while (state.data.modals[personId]?.length) closeTop(state, personId);
}

/** A view as the Web API and payloads show it: https://docs.slack.dev/reference/objects/view-object */
export const viewJson = (view: View): JsonRecord => ({
  private_metadata: "",
  callback_id: "",
  external_id: "",
  submit: null,
  close: null,
  clear_on_close: false,
  notify_on_close: false,
  ...view.content,
  id: view.id,
  team_id: identity.teamId,
  type: view.type,
  state: { values: view.values },
  hash: view.hash,
  previous_view_id: view.previousViewId,
  root_view_id: view.rootViewId,
  app_id: identity.appId,
  app_installed_team_id: identity.teamId,
  bot_id: identity.botId,
});

function makeView(
  state: WorkspaceState,
  personId: string,
  content: JsonRecord,
  stack: readonly string[],
): View {
  const id = state.nextId("V");
  const view: View = {
    id,
    type: content.type === "home" ? "home" : "modal",
    personId,
    rootViewId: stack[0] ?? id,
    previousViewId: stack.at(-1) ?? null,
    hash: state.nextId("hash."),
    content: { ...content, blocks: withBlockIds(state, asRecords(content.blocks)) },
    values: {},
    errors: {},
  };
  state.data.views[id] = view;
  return view;
}
