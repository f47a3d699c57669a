import { fileJson } from "./file-json.ts";
import { identity } from "./identity.ts";
import type { JsonRecord } from "./json.ts";
import type { Message, Metadata } from "./model.ts";
import type { WorkspaceState } from "./state.ts";

/** A message as the Web API and events show it: https://docs.slack.dev/reference/methods/conversations.history */
export function messageJson(
  state: WorkspaceState,
  message: Message,
  { includeAllMetadata = true }: { readonly includeAllMetadata?: boolean } = {},
): JsonRecord {
  return {
    type: "message",
    ...subtypeOf(message),
    ...authorJson(message),
    text: message.text,
    ts: message.ts,
    team: identity.teamId,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.clientMsgId !== null && { client_msg_id: message.clientMsgId }),
    ...(message.editedTs !== null && {
      edited: { user: message.author.id, ts: message.editedTs },
    }),
    ...message.more,
    ...threadJson(state, message),
    ...(message.metadata && { metadata: metadataJson(message.metadata, includeAllMetadata) }),
    ...(message.fileIds.length > 0 && { files: filesJson(state, message.fileIds) }),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map((it) => ({ ...it, count: it.users.length })),
    }),
  };
}

/** The replies of a thread, in order, without its root and without ephemerals. */
export const repliesOf = (
  state: WorkspaceState,
  channelId: string,
  ts: string,
): readonly Message[] =>
  state
    .messagesFrom(channelId, ts)
    .filter((message) => message.threadTs === ts && message.ephemeralFor === null);

function subtypeOf(message: Message): JsonRecord {
  if (message.isTombstone) return { subtype: "tombstone" };
  // https://docs.slack.dev/reference/events/message/file_share
  if (message.fileIds.length > 0) return { subtype: "file_share" };
  if (message.isBroadcast) return { subtype: "thread_broadcast" };
  return {};
}

function authorJson({ author }: Message): JsonRecord {
  if (author.kind === "app") return { subtype: "bot_message", bot_id: author.id };
  if (author.kind !== "bot") return { user: author.id };
  return { user: author.id, bot_id: identity.botId, app_id: identity.appId };
}

// "Without include_all_metadata only event_type": https://docs.slack.dev/messaging/message-metadata/
const metadataJson = (metadata: Metadata, includeAll: boolean): JsonRecord =>
  includeAll ? { ...metadata } : { event_type: metadata.event_type };

const filesJson = (state: WorkspaceState, ids: readonly string[]) =>
  ids.flatMap((id) => state.data.files[id] ?? []).map((file) => fileJson(state, file));

function threadJson(state: WorkspaceState, message: Message): JsonRecord {
  if (message.threadTs !== null) {
    const root = state.message(message.channelId, message.threadTs);
    return { thread_ts: message.threadTs, ...(root && { parent_user_id: root.author.id }) };
  }
  const replies = repliesOf(state, message.channelId, message.ts);
  if (replies.length === 0) return {};
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map((reply) => reply.author.id))],
    latest_reply: replies.at(-1)?.ts,
  };
}
