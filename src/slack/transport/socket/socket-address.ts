import type { WebClient } from "@slack/web-api";
import type { SlackRefused } from "../../../run/errors.ts";
import { failureIn } from "../../delivery/web-api/failures.ts";
import { lastingRefusal } from "../../messages/replies/refusal-sentences.ts";

/** Asks Slack for the address of a new socket. Rejects with SlackRefused when asking again is of no use. */
export async function socketAddress(client: WebClient): Promise<string> {
  const { url } = await client.apps.connections.open({});
  if (url === undefined) throw new Error("Slack named no address for a socket.");
  return url;
}

/** The refusal that no retry mends, as a sentence that says what to do; undefined for a failure that may pass. */
export function lastingSocketRefusal(error: unknown): SlackRefused | undefined {
  const failure = failureIn(error);
  return failure?.kind === "refused" ? lastingRefusal(failure.code, sentences) : undefined;
}

const token =
  "Slack does not accept Handrail's app token. Whoever runs Handrail must make an app-level token with the scope connections:write and start Handrail with it.";
const team =
  "Slack does not let this app open a socket. Whoever runs Handrail must see that Socket Mode is switched on and the app is installed.";

// https://docs.slack.dev/reference/methods/apps.connections.open
const sentences: { readonly [code: string]: string } = {
  not_authed: token,
  invalid_auth: token,
  token_revoked: token,
  token_expired: token,
  not_allowed_token_type: token,
  missing_scope: token,
  account_inactive: team,
  user_removed_from_team: team,
  team_disabled: team,
  forbidden_team: team,
  access_denied: team,
  no_permission: team,
};
