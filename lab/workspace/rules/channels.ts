import type { Channel } from "../model.ts";
import type { WorkspaceState } from "../state.ts";
import { Refusal } from "./refusal.ts";

/** The channel, if the bot can see it; a private one it is not in does not exist for it. */
export function visibleChannel(state: WorkspaceState, id: string): Channel {
  const channel = state.channel(id);
  // https://docs.slack.dev/reference/methods/conversations.info
  if (!channel || (channel.isPrivate && !channel.isMember)) throw new Refusal("channel_not_found");
  return channel;
}

/** The channel, if the bot is in it. */
export function joinedChannel(state: WorkspaceState, id: string): Channel {
  const channel = visibleChannel(state, id);
  // https://docs.slack.dev/reference/methods/chat.postMessage
  if (!channel.isMember) throw new Refusal("not_in_channel");
  return channel;
}

/** The channel, if the bot may write there. */
export function writableChannel(state: WorkspaceState, id: string): Channel {
  const channel = joinedChannel(state, id);
  if (channel.isArchived) throw new Refusal("is_archived");
  return channel;
}
