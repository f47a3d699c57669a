import type { WorkspaceContext } from "../context.ts";
import { asRecords, type JsonRecord } from "../json.ts";
import { messageJson } from "../message-json.ts";
import type { Channel, Message } from "../model.ts";
import { post, theBot } from "../posting.ts";
import { visibleChannel, writableChannel } from "../rules/channels.ts";
import {
  readMetadata,
  requireBlocks,
  requirePostable,
  requireReadyPictures,
} from "../rules/messages.ts";
import { Refusal } from "../rules/refusal.ts";
import {
  type Arguments,
  botMethod,
  flag,
  type Methods,
  scope,
  textArgument,
  textOrNull,
} from "./method.ts";

/** chat.postMessage, chat.postEphemeral and chat.getPermalink. */
export const chatMethods: Methods = {
  // https://docs.slack.dev/reference/methods/chat.postMessage
  "chat.postMessage": botMethod(
    scope("chat:write"),
    "channel",
    "text blocks thread_ts reply_broadcast metadata client_msg_id unfurl_links unfurl_media mrkdwn link_names parse",
    postMessage,
  ),
  // https://docs.slack.dev/reference/methods/chat.postEphemeral
  "chat.postEphemeral": botMethod(
    scope("chat:write"),
    "channel user",
    "text blocks thread_ts link_names parse",
    postEphemeral,
  ),
  // https://docs.slack.dev/reference/methods/chat.getPermalink
  "chat.getPermalink": botMethod(scope(), "channel message_ts", "", (args, { state, baseUrl }) => {
    const channel = visibleChannel(state, textArgument(args, "channel"));
    const message = findMessage(state.message(channel.id, textArgument(args, "message_ts")));
    const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : "";
    const place = `${channel.id}/p${message.ts.replace(".", "")}`;
    return { channel: channel.id, permalink: `${baseUrl()}/archives/${place}${thread}` };
  }),
};

/** The message, if it is one that the Web API can see: not missing, not ephemeral. */
export function findMessage(message: Message | undefined): Message {
  if (!message || message.ephemeralFor !== null) throw new Refusal("message_not_found");
  return message;
}

function postMessage(args: Arguments, context: WorkspaceContext): JsonRecord {
  const { state } = context;
  const channel = writableChannel(state, textArgument(args, "channel"));
  const body = readBody(args, context);
  const metadata = readMetadata(args.metadata);
  const clientMsgId = textOrNull(args, "client_msg_id");
  const earlier = postedBefore(context, channel, clientMsgId);
  if (earlier) return posted(context, earlier);
  const threadTs = threadOf(context, channel, textOrNull(args, "thread_ts"));
  const message = post(context, {
    channelId: channel.id,
    author: theBot,
    ...body,
    threadTs,
    isBroadcast: threadTs !== null && flag(args, "reply_broadcast"),
    metadata,
    clientMsgId,
  });
  return posted(context, message);
}

/** The same client_msg_id again gives the same message (not documented; widely seen). */
function postedBefore(
  { state, settings }: WorkspaceContext,
  channel: Channel,
  clientMsgId: string | null,
) {
  if (!settings.knowsClientMsgIds || clientMsgId === null) return undefined;
  const earlier = state.posted.get(`${channel.id} ${clientMsgId}`);
  const isThere = earlier && state.message(channel.id, earlier.ts) === earlier;
  return isThere && !earlier.isTombstone ? earlier : undefined;
}

const posted = ({ state }: WorkspaceContext, message: Message): JsonRecord => ({
  channel: message.channelId,
  ts: message.ts,
  message: messageJson(state, message),
});

function postEphemeral(args: Arguments, context: WorkspaceContext): JsonRecord {
  const channel = writableChannel(context.state, textArgument(args, "channel"));
  const personId = textArgument(args, "user");
  if (!channel.members.includes(personId)) throw new Refusal("user_not_in_channel");
  const message = post(context, {
    channelId: channel.id,
    author: theBot,
    ...readBody(args, context),
    threadTs: threadOf(context, channel, textOrNull(args, "thread_ts")),
    ephemeralFor: personId,
  });
  return { message_ts: message.ts };
}

function readBody(args: Arguments, { state, settings }: WorkspaceContext) {
  requireBlocks(args.blocks, settings.lacks);
  requireReadyPictures(state, args.blocks);
  const body = { text: textArgument(args, "text"), blocks: asRecords(args.blocks) };
  requirePostable(body.text, body.blocks);
  return body;
}

/** The thread's root; a reply's ts leads to the thread it is in (not documented). */
function threadOf(
  { state }: WorkspaceContext,
  channel: Channel,
  threadTs: string | null,
): string | null {
  if (threadTs === null) return null;
  const root = state.message(channel.id, threadTs);
  // What Slack answers to a thread_ts without a message is not documented; a lost root must be noticed.
  if (!root || root.ephemeralFor !== null) throw new Refusal("cannot_reply_to_message");
  return root.threadTs ?? root.ts;
}
