import type { WorkspaceContext } from "../context.ts";
import { issueResponseUrl } from "../http/responses.ts";
import { identity } from "../identity.ts";
import type { JsonRecord } from "../json.ts";
import { messageJson } from "../message-json.ts";
import type { Channel, Message, Person, View } from "../model.ts";
import { issueTrigger } from "../rules/triggers.ts";
import { viewJson } from "../views.ts";

/** Fields that all interaction payloads share: https://docs.slack.dev/reference/interaction-payloads */
function interaction(context: WorkspaceContext, person: Person, view: View | null): JsonRecord {
  return {
    user: {
      id: person.id,
      username: person.name,
      name: person.name,
      team_id: person.teamId ?? identity.teamId,
    },
    api_app_id: identity.appId,
    token: "not-used",
    team: { id: identity.teamId, domain: identity.teamDomain },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: issueTrigger(context.state, person.id, view?.id ?? null),
  };
}

/** A click in a message: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function messageAction(
  context: WorkspaceContext,
  person: Person,
  message: Message,
  action: JsonRecord,
): JsonRecord {
  const isEphemeral = message.ephemeralFor !== null;
  return {
    type: "block_actions",
    ...interaction(context, person, null),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channelId,
      is_ephemeral: isEphemeral,
      ...(message.threadTs !== null && { thread_ts: message.threadTs }),
    },
    channel: channelBrief(context.state.channel(message.channelId)),
    ...(!isEphemeral && { message: messageJson(context.state, message) }),
    state: { values: {} },
    response_url: issueResponseUrl(context, person.id, message.channelId, message.ts),
    actions: [{ ...action, action_ts: context.state.nextTs() }],
  };
}

/** A click in a modal or Home tab: the same page. */
export function viewAction(
  context: WorkspaceContext,
  person: Person,
  view: View,
  action: JsonRecord,
): JsonRecord {
  return {
    type: "block_actions",
    ...interaction(context, person, view),
    container: { type: "view", view_id: view.id },
    view: viewJson(view),
    actions: [{ ...action, action_ts: context.state.nextTs() }],
  };
}

/** Typing into a menu that asks the app: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export function blockSuggestion(
  context: WorkspaceContext,
  person: Person,
  view: View,
  {
    blockId,
    actionId,
    typed,
  }: { readonly blockId: string; readonly actionId: string; readonly typed: string },
): JsonRecord {
  const { trigger_id: _trigger, ...rest } = interaction(context, person, view);
  return {
    type: "block_suggestion",
    ...rest,
    container: { type: "view", view_id: view.id },
    view: viewJson(view),
    ...{ action_id: actionId, block_id: blockId, value: typed },
  };
}

/** A submitted modal: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const viewSubmission = (
  context: WorkspaceContext,
  person: Person,
  view: View,
): JsonRecord => ({
  type: "view_submission",
  ...interaction(context, person, view),
  view: viewJson(view),
  response_urls: [],
});

/** A closed modal: the same page. */
export const viewClosed = (context: WorkspaceContext, person: Person, view: View): JsonRecord => {
  const { trigger_id: _trigger, ...rest } = interaction(context, person, view);
  return { type: "view_closed", ...rest, view: viewJson(view), is_cleared: false };
};

/** A shortcut on a message or anywhere: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export function shortcutPayload(
  context: WorkspaceContext,
  person: Person,
  callbackId: string,
  message: Message | null,
): JsonRecord {
  const shared = {
    ...interaction(context, person, null),
    callback_id: callbackId,
    action_ts: context.state.nextTs(),
  };
  if (!message) return { type: "shortcut", ...shared };
  return {
    type: "message_action",
    ...shared,
    message_ts: message.ts,
    channel: channelBrief(context.state.channel(message.channelId)),
    message: messageJson(context.state, message),
    response_url: issueResponseUrl(context, person.id, message.channelId, null),
  };
}

/** A slash command: https://docs.slack.dev/interactivity/implementing-slash-commands */
export function commandPayload(
  context: WorkspaceContext,
  person: Person,
  channel: Channel,
  command: string,
  text: string,
): JsonRecord {
  return {
    token: "not-used",
    team_id: identity.teamId,
    team_domain: identity.teamDomain,
    channel_id: channel.id,
    channel_name: briefName(channel),
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: identity.appId,
    is_enterprise_install: "false",
    response_url: issueResponseUrl(context, person.id, channel.id, null),
    trigger_id: issueTrigger(context.state, person.id, null),
  };
}

const channelBrief = (channel: Channel | undefined): JsonRecord => ({
  id: channel?.id,
  name: channel && briefName(channel),
});

/** Payloads do not name private conversations (not documented; seen in every payload sample). */
function briefName({ id, isPrivate, name }: Channel): string {
  if (id.startsWith("D")) return "directmessage";
  return isPrivate ? "privategroup" : name;
}
