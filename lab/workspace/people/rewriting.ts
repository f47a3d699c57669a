import { remove } from "../api/edits.ts";
import type { WorkspaceContext } from "../context.ts";
import type { PayloadDelivery } from "../delivery/envelopes.ts";
import type { JsonRecord } from "../json.ts";
import { messageJson } from "../message-json.ts";
import type { Message, Person } from "../model.ts";
import { tellChange } from "../posting.ts";
import { linkMentions } from "./mentions.ts";

/** Edits one's own message: https://docs.slack.dev/reference/events/message/message_changed */
export async function edit(
  context: WorkspaceContext,
  person: Person,
  message: Message,
  text: string,
): Promise<PayloadDelivery | null> {
  requireOwn(person, message);
  const before = messageJson(context.state, message);
  message.text = linkMentions(context.state, context.manifest, text);
  message.editedTs = context.state.nextTs();
  context.state.changed("message", `${message.channelId} ${message.ts}`);
  return tellChange(context, message, before);
}

/** Deletes one's own message: https://docs.slack.dev/reference/events/message/message_deleted */
export async function takeAway(
  context: WorkspaceContext,
  person: Person,
  message: Message,
): Promise<PayloadDelivery | null> {
  requireOwn(person, message);
  const before = messageJson(context.state, message);
  const { channelId, ts } = message;
  remove(context.state, message);
  return tellDeletion(context, channelId, ts, before);
}

async function tellDeletion(
  { state, emit }: WorkspaceContext,
  channelId: string,
  ts: string,
  previous: JsonRecord,
): Promise<PayloadDelivery | null> {
  const channel = state.channel(channelId);
  if (channel?.isMember !== true) return null;
  const kind = channel.isPrivate ? "group" : "channel";
  const at = state.nextTs();
  return emit(kind === "group" ? "message.groups" : "message.channels", {
    type: "message",
    subtype: "message_deleted",
    channel: channelId,
    channel_type: kind,
    ts: at,
    deleted_ts: ts,
    previous_message: previous,
    hidden: true,
    event_ts: at,
  });
}

function requireOwn(person: Person, message: Message): void {
  if (message.author.id !== person.id) throw new Error(`${person.name} did not write that.`);
}

/** Puts an emoji under a message, or takes it away where it is there already, as a click on it does. Null where the app does not hear of it. */
export async function react(
  { state, emit }: WorkspaceContext,
  person: Person,
  message: Message,
  name: string,
): Promise<PayloadDelivery | null> {
  const before = message.reactions.find((one) => one.name === name)?.users ?? [];
  const isThere = before.includes(person.id);
  const users = isThere ? before.filter((id) => id !== person.id) : [...before, person.id];
  message.reactions = [
    ...message.reactions.filter((one) => one.name !== name),
    ...(users.length === 0 ? [] : [{ name, users }]),
  ];
  state.changed("message", `${message.channelId} ${message.ts}`);
  if (state.channel(message.channelId)?.isMember !== true) return null;
  // https://docs.slack.dev/reference/events/reaction_added and reaction_removed
  const type = isThere ? "reaction_removed" : "reaction_added";
  return emit(type, {
    type,
    user: person.id,
    reaction: name,
    item_user: message.author.id,
    item: { type: "message", channel: message.channelId, ts: message.ts },
    event_ts: state.nextTs(),
  });
}
