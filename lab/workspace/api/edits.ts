import type { WorkspaceContext } from "../context.ts";
import { asRecords, type JsonRecord } from "../json.ts";
import { messageJson, repliesOf } from "../message-json.ts";
import type { Message } from "../model.ts";
import { tellChange, withBlockIds } from "../posting.ts";
import { writableChannel } from "../rules/channels.ts";
import {
  readMetadata,
  requireBlocks,
  requireReadyPictures,
  requireUpdatable,
} from "../rules/messages.ts";
import { Refusal } from "../rules/refusal.ts";
import { findMessage } from "./chat.ts";
import { type Arguments, botMethod, flag, type Methods, scope, textArgument } from "./method.ts";

/** chat.update and chat.delete. */
export const editMethods: Methods = {
  // https://docs.slack.dev/reference/methods/chat.update
  "chat.update": botMethod(
    scope("chat:write"),
    "channel ts",
    "text blocks metadata reply_broadcast link_names parse",
    update,
  ),
  // https://docs.slack.dev/reference/methods/chat.delete
  "chat.delete": botMethod(scope("chat:write"), "channel ts", "", (args, { state }) => {
    const channel = writableChannel(state, textArgument(args, "channel"));
    const message = findMessage(state.message(channel.id, textArgument(args, "ts")));
    if (message.author.kind !== "bot") throw new Refusal("cant_delete_message");
    remove(state, message);
    return { channel: channel.id, ts: message.ts };
  }),
};

/** Takes a message away; the root of a thread stays as a tombstone. */
export function remove(state: WorkspaceContext["state"], message: Message): void {
  if (repliesOf(state, message.channelId, message.ts).length > 0) {
    message.isTombstone = true;
    message.text = "This message was deleted.";
    message.blocks = [];
    message.metadata = null;
  } else {
    state.data.messages.splice(state.data.messages.indexOf(message), 1);
  }
  state.changed("message", `${message.channelId} ${message.ts}`);
}

function update(args: Arguments, context: WorkspaceContext): JsonRecord {
  const { state } = context;
  const channel = writableChannel(state, textArgument(args, "channel"));
  const message = findMessage(state.message(channel.id, textArgument(args, "ts")));
  requireEditable(message, context);
  requireBlocks(args.blocks, context.settings.lacks);
  requireReadyPictures(state, args.blocks);
  requireUpdatable(textArgument(args, "text"));
  const before = messageJson(state, message);
  const metadata = readMetadata(args.metadata);
  if (flag(args, "reply_broadcast")) broadcast(args, message);
  else replaceBody(args, message, context);
  if (args.metadata !== undefined) message.metadata = metadata;
  state.changed("message", `${channel.id} ${message.ts}`);
  void tellChange(context, message, before);
  const { text: newText } = message;
  return {
    channel: channel.id,
    ts: message.ts,
    text: newText,
    message: messageJson(state, message),
  };
}

function requireEditable(message: Message, { state, settings }: WorkspaceContext): void {
  if (message.author.kind !== "bot" || message.isTombstone) {
    throw new Refusal("cant_update_message");
  }
  const age = state.now() - message.postedAt;
  if (settings.editWindowMs !== null && age > settings.editWindowMs) {
    throw new Refusal("edit_window_closed");
  }
}

/** A broadcast cannot accompany an edit: https://docs.slack.dev/reference/methods/chat.update */
function broadcast(args: Arguments, message: Message): void {
  const isEdit = args.text !== undefined || args.blocks !== undefined;
  if (isEdit || message.threadTs === null) throw new Refusal("cant_broadcast_message");
  message.isBroadcast = true;
}

/** Text without blocks removes the blocks; neither is no_text: https://docs.slack.dev/reference/methods/chat.update */
function replaceBody(args: Arguments, message: Message, { state }: WorkspaceContext): void {
  const hasText = textArgument(args, "text") !== "";
  if (!hasText && args.blocks === undefined && args.metadata === undefined) {
    throw new Refusal("no_text");
  }
  if (hasText) {
    message.text = textArgument(args, "text");
    message.editedTs = state.nextTs();
  }
  if (args.blocks !== undefined) message.blocks = withBlockIds(state, asRecords(args.blocks));
  else if (hasText) message.blocks = [];
}
