import type { Context } from "../context.ts";
import type { Delivery } from "../delivery/envelopes.ts";
import { identity } from "../identity.ts";
import { messageJson } from "../message-json.ts";
import type { Channel, Message, Person } from "../model.ts";
import { post, tellApp } from "../posting.ts";
import { viewJson } from "../views.ts";
import { linkMentions, mentionsApp } from "./mentions.ts";
import type { Outcome } from "./outcome.ts";
import { addFile, type FileEntry } from "./picking.ts";

/** What became of something said: its ts, and the events it gave, each acknowledged or not. */
export interface Said extends Outcome {
  readonly ts: string;
  readonly events: readonly Delivery[];
}

/** Where something is said, in the channel or in one of its threads, and what comes with it. */
export interface Where {
  readonly threadTs?: string | null;
  readonly files?: readonly FileEntry[];
}

/** Says something in a channel or thread; the app hears of it as far as it subscribed. */
export async function say(
  context: Context,
  person: Person,
  channel: Channel,
  text: string,
  { threadTs = null, files = [] }: Where,
): Promise<Said> {
  const shared = files.map((file) => addFile(context, person.id, file));
  const message = post(context, {
    channelId: channel.id,
    author: { kind: "person", id: person.id },
    text: linkMentions(context.state, context.manifest, text),
    threadTs,
    fileIds: shared.map(({ id }) => id),
  });
  for (const file of shared) file.shares = [{ channelId: channel.id, ts: message.ts, threadTs }];
  const told = [tellApp(context, message), tellMention(context, message)];
  const events = (await Promise.all(told)).filter((delivery) => delivery !== null);
  return {
    ts: message.ts,
    events,
    acked: events.every((event) => event.acked),
    payload: null,
    afterMs: Math.max(0, ...events.map((event) => event.afterMs)),
    response: null,
    warning: null,
  };
}

/** Opens the app's Home tab: https://docs.slack.dev/reference/events/app_home_opened */
export function tellHomeOpened({ state, emit }: Context, person: Person) {
  const view = state.data.views[state.data.homes[person.id] ?? ""];
  return emit("app_home_opened", {
    type: "app_home_opened",
    user: person.id,
    channel: `D${person.id.slice(1)}`,
    tab: "home",
    ...(view && { view: viewJson(view) }),
    event_ts: state.nextTs(),
  });
}

/** Brings the app into a channel, as /invite does: https://docs.slack.dev/reference/events/member_joined_channel */
export async function invite({ state, emit }: Context, person: Person, channel: Channel) {
  channel.isMember = true;
  state.changed("channel", channel.id);
  return emit("member_joined_channel", {
    type: "member_joined_channel",
    user: identity.botUserId,
    channel: channel.id,
    channel_type: channel.isPrivate ? "G" : "C",
    inviter: person.id,
    event_ts: state.nextTs(),
  });
}

/** https://docs.slack.dev/reference/events/app_mention: only where the app is a member. */
export async function tellMention({ state, emit }: Context, message: Message) {
  const channel = state.channel(message.channelId);
  if (!channel?.isMember || !mentionsApp(message.text)) return null;
  return emit("app_mention", {
    ...messageJson(state, message),
    type: "app_mention",
    channel: channel.id,
    event_ts: message.ts,
  });
}
