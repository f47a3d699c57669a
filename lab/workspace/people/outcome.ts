import type { WorkspaceContext } from "../context.ts";
import type { Outgoing, PayloadDelivery } from "../delivery/envelopes.ts";
import { identity } from "../identity.ts";
import type { JsonRecord } from "../json.ts";
import { post } from "../posting.ts";

/** How something a person did was taken by the app; `afterMs` is the time to the ack or to giving up. */
export interface Outcome {
  readonly acked: boolean;
  /** What the app was sent, null when it was never asked. */
  readonly payload: JsonRecord | null;
  readonly afterMs: number;
  /** What came with the ack. */
  readonly response: JsonRecord | null;
  /** What Slack itself told the person, null when nothing. */
  readonly warning: string | null;
}

/** An outcome in which the app was never asked. */
export const notSent = (warning: string | null): Outcome => ({
  acked: false,
  payload: null,
  afterMs: 0,
  response: null,
  warning,
});

/** Sends an interaction, once: interactions are not redelivered; an ack that fails to come shows as a warning. */
export async function interact(
  context: WorkspaceContext,
  personId: string,
  payload: JsonRecord,
  acceptsResponsePayload = false,
): Promise<Outcome> {
  // https://docs.slack.dev/reference/app-manifest: settings.interactivity
  if (context.manifest.settings?.interactivity?.is_enabled !== true) {
    return notSent(warn(context, personId, "This app is not configured to handle interactions."));
  }
  const outgoing: Outgoing = { type: "interactive", payload, acceptsResponsePayload };
  const delivery = await context.sockets.deliver(outgoing);
  // The words are not documented; a button shows a warning sign, a modal a line of text.
  const warning = delivery.acked ? null : "The app did not respond in time.";
  return outcomeOf(delivery, warning && warn(context, personId, warning));
}

/** A delivery as the person notices it. */
export const outcomeOf = (
  { acked, payload, afterMs, response }: PayloadDelivery,
  warning: string | null,
): Outcome => ({ acked, payload, afterMs, response, warning });

/** Shows a person a message that only Slackbot and they know of. */
export function slackbotSays(
  context: WorkspaceContext,
  personId: string,
  channelId: string,
  text: string,
): string {
  post(context, {
    channelId,
    author: { kind: "slackbot", id: identity.slackbotId },
    text,
    ephemeralFor: personId,
  });
  return text;
}

function warn({ state }: WorkspaceContext, personId: string, text: string): string {
  state.data.warnings.push({ personId, at: state.now(), text });
  state.changed("warning", personId);
  return text;
}
