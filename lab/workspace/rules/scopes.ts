import { Refusal } from "./refusal.ts";

/** Refuses unless one of the needed scopes was granted: https://docs.slack.dev/reference/scopes */
export function requireScope(needed: readonly string[], granted: readonly string[]): void {
  if (needed.length === 0 || needed.some((scope) => granted.includes(scope))) return;
  throw new Refusal("missing_scope", { needed: needed.join(","), provided: granted.join(",") });
}

// https://docs.slack.dev/reference/events names the scope each event needs.
const scopesOfEvents: Readonly<Record<string, string>> = {
  app_mention: "app_mentions:read",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  reaction_added: "reactions:read",
  reaction_removed: "reactions:read",
  member_joined_channel: "channels:read",
  member_left_channel: "channels:read",
  channel_shared: "channels:read",
  channel_unshared: "channels:read",
};

/** Whether the granted scopes allow an event to be delivered. */
export const mayReceive = (event: string, granted: readonly string[]): boolean => {
  const needed = scopesOfEvents[event];
  return needed === undefined || granted.includes(needed);
};
