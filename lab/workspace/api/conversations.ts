import type { WorkspaceContext } from "../context.ts";
import { identity } from "../identity.ts";
import type { JsonRecord } from "../json.ts";
import { messageJson } from "../message-json.ts";
import type { Channel, Message } from "../model.ts";
import { joinedChannel, visibleChannel } from "../rules/channels.ts";
import { Refusal } from "../rules/refusal.ts";
import {
  type Arguments,
  botMethod,
  channelScope,
  cursorPage,
  flag,
  type Methods,
  scope,
  textArgument,
} from "./method.ts";

// The usual page: https://docs.slack.dev/reference/methods/conversations.history and .replies
const usualHistory = 100;
const usualReplies = 1_000;
const usualMembers = 100;

const reading = "cursor limit oldest latest inclusive include_all_metadata";

/** conversations.info, members, join, history and replies. */
export const conversationsMethods: Methods = {
  // https://docs.slack.dev/reference/methods/conversations.info
  "conversations.info": botMethod(
    channelScope("read"),
    "channel",
    "include_num_members include_locale",
    (args, { state }) => ({
      channel: channelJson(visibleChannel(state, textArgument(args, "channel"))),
    }),
  ),
  "conversations.members": botMethod(
    channelScope("read"),
    "channel",
    "cursor limit",
    (args, { state }) => members(visibleChannel(state, textArgument(args, "channel")), args),
  ),
  // https://docs.slack.dev/reference/methods/conversations.join
  "conversations.join": botMethod(scope("channels:join"), "channel", "", (args, context) =>
    join(visibleChannel(context.state, textArgument(args, "channel")), context),
  ),
  // https://docs.slack.dev/reference/methods/conversations.history
  "conversations.history": botMethod(
    channelScope("history"),
    "channel",
    reading,
    (args, context) => {
      const channel = joinedChannel(context.state, textArgument(args, "channel"));
      const messages = readable(channel, context)
        .filter((message) => message.threadTs === null || message.isBroadcast)
        .toReversed();
      return answer(messages.filter(within(args)), args, context, usualHistory);
    },
  ),
  // https://docs.slack.dev/reference/methods/conversations.replies
  "conversations.replies": botMethod(
    channelScope("history"),
    "channel ts",
    reading,
    (args, context) => replies(args, context),
  ),
};

/** A channel as the Web API shows it: https://docs.slack.dev/reference/objects/conversation-object */
const channelJson = (channel: Channel): JsonRecord => ({
  id: channel.id,
  name: channel.name,
  name_normalized: channel.name,
  is_channel: !channel.isPrivate,
  is_group: channel.isPrivate,
  is_im: false,
  is_mpim: false,
  is_private: channel.isPrivate,
  is_archived: channel.isArchived,
  is_shared: channel.isShared,
  is_ext_shared: channel.isShared,
  is_member: channel.isMember,
  num_members: channel.members.length,
});

/** https://docs.slack.dev/reference/methods/conversations.members: the app is a member like any other. */
function members(channel: Channel, args: Arguments): JsonRecord {
  // "Must be an integer with a max value of 999": the same page.
  if (Number(textArgument(args, "limit") || 100) > 999) throw new Refusal("invalid_limit");
  const all = [...channel.members, ...(channel.isMember ? [identity.botUserId] : [])];
  const { items, nextCursor } = cursorPage(all, args, usualMembers);
  return { members: items, response_metadata: { next_cursor: nextCursor } };
}

function join(channel: Channel, { state, emit }: WorkspaceContext): JsonRecord {
  if (channel.isArchived) throw new Refusal("is_archived");
  if (channel.isPrivate) throw new Refusal("method_not_supported_for_channel_type");
  if (!channel.isMember) {
    channel.isMember = true;
    state.changed("channel", channel.id);
    const event = { type: "member_joined_channel", user: identity.botUserId, channel: channel.id };
    void emit("member_joined_channel", event);
  }
  return { channel: channelJson(channel) };
}

function replies(args: Arguments, context: WorkspaceContext): JsonRecord {
  const channel = joinedChannel(context.state, textArgument(args, "channel"));
  const visible = readable(channel, context);
  const asked = visible.find((message) => message.ts === textArgument(args, "ts"));
  if (!asked) throw new Refusal("thread_not_found");
  const rootTs = asked.threadTs ?? asked.ts;
  const root = visible.filter((message) => message.ts === rootTs);
  const rest = visible.filter((message) => message.threadTs === rootTs).filter(within(args));
  return answer([...root, ...rest], args, context, usualReplies);
}

/** Messages old enough for history to know them; ephemerals never. */
const readable = (channel: Channel, { state }: WorkspaceContext): readonly Message[] =>
  state.data.messages.filter(
    (message) =>
      message.channelId === channel.id &&
      message.ephemeralFor === null &&
      message.appearsAt <= state.now(),
  );

/** Between oldest and latest, the ends left out unless `inclusive`. */
function within(args: Arguments): (message: Message) => boolean {
  const oldest = Number(textArgument(args, "oldest") || 0);
  const latest = Number(textArgument(args, "latest") || Number.POSITIVE_INFINITY);
  const inclusive = flag(args, "inclusive");
  return ({ ts }) => {
    const at = Number(ts);
    return (at > oldest && at < latest) || (inclusive && (at === oldest || at === latest));
  };
}

function answer(
  messages: readonly Message[],
  args: Arguments,
  { state }: WorkspaceContext,
  usualLimit: number,
): JsonRecord {
  const { items, nextCursor } = cursorPage(messages, args, usualLimit);
  const includeAllMetadata = flag(args, "include_all_metadata");
  return {
    messages: items.map((message) => messageJson(state, message, { includeAllMetadata })),
    has_more: nextCursor !== "",
    response_metadata: { next_cursor: nextCursor },
  };
}
