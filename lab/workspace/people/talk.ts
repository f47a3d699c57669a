import type { WorkspaceContext } from "../context.ts";
import type { PayloadDelivery } from "../delivery/envelopes.ts";
import { identity } from "../identity.ts";
import type { Channel, Person } from "../model.ts";
import { post, tellApp, tellMention } from "../posting.ts";
import { viewJson } from "../views.ts";
import { addFile, type FileEntry } from "./fields.ts";
import { linkMentions } from "./mentions.ts";
import type { Outcome } from "./outcome.ts";

/** What became of something said: its ts, and the events it gave, each acknowledged or not. */
export interface Said extends Outcome {
  readonly ts: string;
  readonly events: readonly PayloadDelivery[];
}

/** Where something is said, in the channel or in one of its threads, and what comes with it. */
export interface Where {
  readonly threadTs?: string | null;
  readonly files?: readonly FileEntry[];
}

/** Says something in a channel or thread; the app hears of it as far as it subscribed. */
export async function say(
  context: WorkspaceContext,
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
export function tellHomeOpened({ state, emit }: WorkspaceContext, person: Person) {
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
export async function invite({ state, emit }: WorkspaceContext, person: Person, channel: Channel) {
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
