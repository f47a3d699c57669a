import type { Alert } from "#language";
import { runIn } from "../../delivery/posting/message-identity.ts";
import type { ReadPayload } from "../record-message/slack-message.ts";
import type { ChangeEvent } from "../workspace-events.ts";
import type { OfferForAlert } from "./offers.ts";

/** Reads a message as Slack delivers it, whatever is in it; without a source where it is of nobody that sends alerts. Never throws. */
export type ReadAlert = (message: unknown) => Alert;

export interface Alerts {
  /** Undefined for what Handrail sent itself. */
  readonly read: (message: object) => Alert | undefined;
  /** The alert of the message that a thread is under; undefined where Slack does not show it. */
  readonly over: (channel: string, threadTs: string) => Promise<Alert | undefined>;
}

export function createAlerts(readAlert: ReadAlert, readPayload: ReadPayload): Alerts {
  const read: Alerts["read"] = (message) =>
    "metadata" in message && runIn(message.metadata) !== undefined ? undefined : readAlert(message);
  return {
    read,
    over: async (channel, threadTs) => {
      try {
        return read(await readPayload(channel, threadTs));
      } catch {
        // Without it everything is as if nobody had sent an alert.
        return undefined;
      }
    },
  };
}

export interface QuietParts {
  readonly alerts: Alerts;
  readonly offer: OfferForAlert;
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
