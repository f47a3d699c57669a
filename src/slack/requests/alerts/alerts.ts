import type { Alert } from "#language";
import { runIn } from "../../delivery/message-identity.ts";
import type { ReadPayload } from "../record-message/slack-message.ts";

/** Reads a message as Slack delivers it, whatever is in it; without a source where it is of nobody that sends alerts. Never throws. */
export type ReadAlert = (message: unknown) => Alert;

/** What messages say of alerts. */
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
