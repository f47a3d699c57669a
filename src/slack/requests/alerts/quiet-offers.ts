import type { ChangeEvent } from "../workspace-events.ts";
import type { Alerts } from "./alerts.ts";
import type { Offer } from "./offers.ts";

export interface QuietParts {
  readonly alerts: Alerts;
  readonly offer: Offer;
  /** Channels in which an alert's message gets an offer, once. */
  readonly offerIn: readonly string[];
}

/** Offers a run under the message of a known sender of alerts, in its thread, where the team wants that. Everything else is left alone. */
export async function offerQuietly(
  { alerts, offer, offerIn }: QuietParts,
  event: ChangeEvent,
  botUserId: string,
): Promise<void> {
  const { channel, ts, thread_ts: thread, subtype, bot_id: bot, user } = event;
  if (typeof channel !== "string" || typeof ts !== "string" || !offerIn.includes(channel)) return;
  const isNew = subtype === undefined || subtype === "bot_message";
  if (typeof bot !== "string" || user === botUserId || thread !== undefined || !isNew) return;
  const alert = alerts.read(event);
  if (alert?.source !== undefined) await offer(alert, { channel, threadTs: ts });
}

/** The same for an app that names the bot in its message: that is to ask, wherever it is. */
export async function offerAsked(
  { alerts, offer }: Pick<QuietParts, "alerts" | "offer">,
  event: ChangeEvent,
): Promise<void> {
  const { channel, ts, thread_ts: thread = ts, bot_id: bot } = event;
  if (typeof channel !== "string" || typeof thread !== "string" || typeof bot !== "string") return;
  const alert = alerts.read(event);
  if (alert !== undefined) await offer(alert, { channel, threadTs: thread });
}
