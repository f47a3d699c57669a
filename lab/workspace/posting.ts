import type { WorkspaceContext } from "./context.ts";
import { identity } from "./identity.ts";
import { asRecord, asRecords, asText, type JsonRecord } from "./json.ts";
import { messageJson } from "./message-json.ts";
import type { Author, Message, Metadata } from "./model.ts";
import { mentionsApp } from "./people/mentions.ts";
import type { WorkspaceState } from "./state.ts";

/** The app as an author. */
export const theBot: Author = { kind: "bot", id: identity.botUserId };

/** What is needed to write a message; the rest starts empty. */
interface Draft {
  readonly channelId: string;
  readonly author: Author;
  readonly text: string;
  readonly blocks?: readonly JsonRecord[];
  readonly more?: JsonRecord;
  readonly threadTs?: string | null;
  readonly isBroadcast?: boolean;
  readonly metadata?: Metadata | null;
  readonly clientMsgId?: string | null;
  readonly ephemeralFor?: string | null;
  readonly fileIds?: readonly string[];
}

/** Writes a message into the state and tells the app where it subscribed; ephemerals stay untold. */
export function post(context: WorkspaceContext, draft: Draft): Message {
  const { state, settings } = context;
  const message = compose(state, draft, settings.historyLagMs);
  state.data.messages.push(message);
  if (message.clientMsgId !== null)
    state.posted.set(`${message.channelId} ${message.clientMsgId}`, message);
  state.changed("message", `${message.channelId} ${message.ts}`);
  if (message.author.kind === "bot") void tellApp(context, message);
  return message;
}

/** Sends the message event if the bot is in the channel: https://docs.slack.dev/reference/events/message */
export async function tellApp(context: WorkspaceContext, message: Message) {
  const channel = context.state.channel(message.channelId);
  if (!channel?.isMember || message.ephemeralFor !== null) return null;
  const kind = channel.isPrivate ? "group" : "channel";
  const event = {
    ...messageJson(context.state, message),
    channel: channel.id,
    channel_type: kind,
    event_ts: message.ts,
  };
  return context.emit(kind === "group" ? "message.groups" : "message.channels", event);
}

/** https://docs.slack.dev/reference/events/app_mention: only where the app is a member. */
export async function tellMention({ state, emit }: WorkspaceContext, message: Message) {
  const channel = state.channel(message.channelId);
  if (!channel?.isMember || !mentionsApp(message.text)) return null;
  return emit("app_mention", {
    ...messageJson(state, message),
    type: "app_mention",
    channel: channel.id,
    event_ts: message.ts,
  });
}

/** Sends the event of an edit, also of the app's own: https://docs.slack.dev/reference/events/message/message_changed */
export async function tellChange(
  context: WorkspaceContext,
  message: Message,
  previous: JsonRecord,
) {
  const { state, emit } = context;
  const channel = state.channel(message.channelId);
  if (channel?.isMember !== true || message.ephemeralFor !== null) return null;
  const kind = channel.isPrivate ? "group" : "channel";
  const at = state.nextTs();
  return emit(kind === "group" ? "message.groups" : "message.channels", {
    type: "message",
    subtype: "message_changed",
    channel: channel.id,
    channel_type: kind,
    ts: at,
    message: messageJson(state, message),
    previous_message: previous,
    hidden: true,
    event_ts: at,
  });
}

/** Blocks as Slack stores them: every block has a block_id. */
export const withBlockIds = (
  state: WorkspaceState,
  blocks: readonly JsonRecord[],
): readonly JsonRecord[] =>
  blocks.map((block) => ({ ...block, block_id: block.block_id ?? state.nextId("b") }));

function compose(state: WorkspaceState, draft: Draft, historyLagMs: number): Message {
  return {
    ts: state.nextTs(),
    channelId: draft.channelId,
    author: draft.author,
    threadTs: draft.threadTs ?? null,
    ephemeralFor: draft.ephemeralFor ?? null,
    clientMsgId: draft.clientMsgId ?? null,
    appearsAt: state.now() + historyLagMs,
    postedAt: state.now(),
    text: draft.text,
    blocks: withBlockIds(state, draft.blocks ?? []),
    ...(draft.more && { more: draft.more }),
    isBroadcast: draft.isBroadcast ?? false,
    metadata: draft.metadata ?? null,
    editedTs: null,
    fileIds: draft.fileIds ?? [],
    reactions: [],
    isTombstone: false,
  };
}

/** Posts a message as another app does, through its bot or a webhook: https://docs.slack.dev/reference/events/message/bot_message */
export async function postFromApp(
  context: WorkspaceContext,
  channelId: string,
  message: JsonRecord,
) {
  const { text, blocks, ...more } = message;
  const name = asText(more.username) ?? asText(asRecord(more.bot_profile).name) ?? "An app";
  const posted = post(context, {
    channelId,
    author: { kind: "app", id: "B0OTHER", name },
    text: asText(text) ?? "",
    blocks: asRecords(blocks),
    more,
  });
  const [event] = await Promise.all([tellApp(context, posted), tellMention(context, posted)]);
  return { ts: posted.ts, event };
}
