import { identity } from "../identity.ts";
import type { JsonRecord } from "../json.ts";
import { botScopes, type Manifest } from "../manifest.ts";
import { mayReceive } from "../rules/scopes.ts";
import type { WorkspaceState } from "../state.ts";
import type { PayloadDelivery } from "./envelopes.ts";
import type { Sockets } from "./socket.ts";

/** Makes the sender of events; what the manifest does not subscribe to is not sent (null). */
export const createEmitter =
  (state: WorkspaceState, manifest: Manifest, sockets: Sockets) =>
  async (subscription: string, event: JsonRecord): Promise<PayloadDelivery | null> => {
    // https://docs.slack.dev/apis/events-api#subscribing
    const subscribed = manifest.settings?.event_subscriptions?.bot_events ?? [];
    if (!subscribed.includes(subscription)) return null;
    if (!mayReceive(subscription, botScopes(manifest))) return null;
    const payload = eventPayload(state, event);
    return sockets.deliver({ type: "events_api", payload, acceptsResponsePayload: false });
  };

// https://docs.slack.dev/apis/events-api#event-type-structure
function eventPayload(state: WorkspaceState, event: JsonRecord): JsonRecord {
  return {
    token: "not-used",
    team_id: identity.teamId,
    api_app_id: identity.appId,
    event,
    type: "event_callback",
    event_id: state.nextId("Ev"),
    event_time: Math.floor(state.now() / 1_000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: identity.teamId,
        user_id: identity.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: "practice",
  };
}
