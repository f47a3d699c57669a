import type { WorkspaceContext } from "../context.ts";
import { asText, type JsonRecord } from "../json.ts";
import type { View } from "../model.ts";
import { Refusal, refuseWith } from "../rules/refusal.ts";
import { spendTrigger } from "../rules/triggers.ts";
import { problemsOfView } from "../rules/views.ts";
import { openView, pushView, replaceView, showHome, viewJson } from "../views.ts";
import {
  type Arguments,
  botMethod,
  type Methods,
  scope,
  structure,
  textArgument,
  textOrNull,
  type WebApiMethod,
} from "./method.ts";

/** views.open, update, push and publish. */
export const viewsMethods: Methods = {
  // https://docs.slack.dev/reference/methods/views.open
  "views.open": byTrigger(openView),
  // https://docs.slack.dev/reference/methods/views.push
  "views.push": byTrigger(pushView),
  // https://docs.slack.dev/reference/methods/views.update
  "views.update": botMethod(scope(), "view", "view_id external_id hash", (args, context) => {
    const view = findView(args, context);
    const content = checked(args, view.type);
    const hash = textOrNull(args, "hash");
    if (hash !== null && hash !== view.hash) throw new Refusal("hash_conflict");
    return { view: viewJson(replaceView(context.state, view, content)) };
  }),
  // https://docs.slack.dev/reference/methods/views.publish
  "views.publish": botMethod(scope(), "user_id view", "hash", (args, context) =>
    publish(args, context),
  ),
};

/** A method that shows a modal to whoever acted last. */
function byTrigger(show: typeof openView): WebApiMethod {
  return botMethod(scope(), "view trigger_id", "interactivity_pointer", (args, { state }) => {
    const content = checked(args, "modal");
    const { personId } = spendTrigger(state, textArgument(args, "trigger_id"));
    return { view: viewJson(show(state, personId, content)) };
  });
}

function checked(args: Arguments, type: "modal" | "home"): JsonRecord {
  const content = structure(args, "view");
  const problems = problemsOfView(content, type);
  if (problems.length > 0) throw refuseWith("invalid_arguments", problems);
  return content;
}

function findView(args: Arguments, { state }: WorkspaceContext): View {
  const id = textOrNull(args, "view_id");
  const externalId = textOrNull(args, "external_id");
  if ((id === null) === (externalId === null)) throw new Refusal("invalid_arguments");
  const view = Object.values(state.data.views).find(
    (candidate) => candidate.id === id || asText(candidate.content.external_id) === externalId,
  );
  if (!view) throw new Refusal("not_found");
  return view;
}

function publish(args: Arguments, { state, manifest }: WorkspaceContext): JsonRecord {
  const content = checked(args, "home");
  const personId = textArgument(args, "user_id");
  if (!manifest.features?.app_home?.home_tab_enabled) throw new Refusal("not_enabled");
  if (!state.person(personId)) throw new Refusal("invalid_arguments");
  const current = state.data.views[state.data.homes[personId] ?? ""];
  const hash = textOrNull(args, "hash");
  if (hash !== null && current && hash !== current.hash) throw new Refusal("hash_conflict");
  return { view: viewJson(showHome(state, personId, content)) };
}
