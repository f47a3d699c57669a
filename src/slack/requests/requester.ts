import type {
  BlockAction,
  Context,
  MessageShortcut,
  SlashCommand,
  ViewSubmitAction,
} from "@slack/bolt";
import type { Delivery } from "../../engine/engine.ts";
import type { Person } from "../../run/visits.ts";

/** Who asks, where, and how they can be answered. */
export interface Requester {
  readonly person: Person;
  readonly team: string;
  /** Absent in App Home and modals. */
  readonly channel?: string;
  /** The thread they asked in, or the message they asked about. */
  readonly threadTs?: string;
  /** The message that everybody sees and that they clicked in. */
  readonly messageTs?: string;
  /** Opens one modal within 3 s; absent for mentions. */
  readonly triggerId?: string;
  readonly responseUrl?: string;
  readonly view?: { readonly id: string; readonly metadata: string };
  /** The click was in a message that only they see: the answer takes its place. */
  readonly isPrivate: boolean;
  /** A direct message: no run can live there. */
  readonly isDirect: boolean;
  readonly delivery: Delivery;
}

export const requesterOfCommand = (body: SlashCommand, context: Context): Requester => ({
  person: body.user_id,
  team: body.team_id,
  channel: body.channel_id,
  triggerId: body.trigger_id,
  responseUrl: body.response_url,
  isPrivate: false,
  isDirect: isDirect(body.channel_id, body.channel_name),
  delivery: deliveryOf(body.trigger_id, context),
});

export const requesterOfShortcut = (body: MessageShortcut, context: Context): Requester => ({
  person: body.user.id,
  team: body.team?.id ?? body.user.team_id ?? "",
  channel: body.channel.id,
  threadTs: textOf(body.message.thread_ts) ?? body.message_ts,
  triggerId: body.trigger_id,
  responseUrl: body.response_url,
  isPrivate: false,
  isDirect: isDirect(body.channel.id, body.channel.name),
  delivery: deliveryOf(body.trigger_id, context),
});

export function requesterOfAction(body: BlockAction, context: Context): Requester {
  const { channel, container, view } = body;
  const threadTs = textOf(container.thread_ts) ?? textOf(body.message?.thread_ts);
  return {
    person: body.user.id,
    team: body.team?.id ?? body.user.team_id ?? "",
    ...(channel === undefined ? {} : { channel: channel.id }),
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(body.message === undefined ? {} : { messageTs: body.message.ts }),
    // The Home tab is a view too, but no modal that an answer could replace.
    ...(view?.type !== "modal" ? {} : { view: { id: view.id, metadata: view.private_metadata } }),
    triggerId: body.trigger_id,
    ...((body.response_url ?? "") === "" ? {} : { responseUrl: body.response_url }),
    isPrivate: container.is_ephemeral === true,
    isDirect: isDirect(channel?.id ?? "", channel?.name),
    delivery: deliveryOf(body.trigger_id, context),
  };
}

export const requesterOfView = (body: ViewSubmitAction, context: Context): Requester => ({
  person: body.user.id,
  team: body.team?.id ?? body.user.team_id ?? "",
  triggerId: body.trigger_id,
  view: { id: body.view.id, metadata: body.view.private_metadata },
  isPrivate: false,
  isDirect: false,
  // A submission that is sent again has a new trigger but is the same view in the same state.
  delivery: deliveryOf(`${body.view.id} ${body.view.hash}`, context),
});

/** Whoever said or marked something, where no form can be opened. */
export const requesterInThread = (
  at: { readonly person: string; readonly channel: string; readonly ts: string },
  { team, delivery }: { readonly team: string; readonly delivery: Delivery },
): Requester => ({
  ...{ person: at.person, team, channel: at.channel, threadTs: at.ts },
  isPrivate: false,
  isDirect: isDirect(at.channel, undefined),
  delivery,
});

/** Slack's id of a request, and the end of its two seconds. */
export const deliveryOf = (id: string, { signal }: Context): Delivery =>
  signal instanceof AbortSignal ? { id, signal } : { id };

/** Direct messages have ids of their own; group messages are named so. */
const isDirect = (channel: string, name: string | undefined): boolean =>
  channel.startsWith("D") || name === "directmessage" || (name ?? "").startsWith("mpdm-");

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;
