import { own } from "../../../language/own.ts";
import { SlackRefused } from "../../../run/errors.ts";

/** The refusal for a code that no retry mends, as a sentence that says what to do; undefined for all other codes. */
export function lastingRefusal(code: string, sentences = ofChannels): SlackRefused | undefined {
  const says = own(sentences, code);
  return says === undefined ? undefined : new SlackRefused(`${says} (Slack says ${code}.)`);
}

const invite =
  "Handrail is not in this channel any more. Type /invite @handrail there, then try again.";
const token =
  "Slack no longer accepts Handrail's bot token. Whoever runs Handrail must install the app again and give it the new token.";
const locked = "This channel does not let Handrail write. Ask a channel manager to allow it.";

const rootGone =
  "The message that this thread hangs on was deleted, so nothing can be posted in it. The runbook can go on in another thread, also of this channel.";

const ofChannels: { readonly [code: string]: string } = {
  not_in_channel: invite,
  channel_not_found: invite,
  channel_is_limited_access: invite,
  is_archived: "This channel is archived. Unarchive it, then try again.",
  token_revoked: token,
  token_expired: token,
  invalid_auth: token,
  not_authed: token,
  account_inactive: token,
  missing_scope:
    "Handrail's Slack app lacks a permission. Whoever runs Handrail must update it from manifest.yml and install it again.",
  no_permission: locked,
  restricted_action: locked,
  restricted_action_read_only_channel: locked,
  restricted_action_thread_only_channel: locked,
  restricted_action_non_threadable_channel:
    "This channel takes no replies in threads, and a runbook lives in one. It can go on in another channel.",
  restricted_action_thread_locked: "This thread is locked. Unlock it, then try again.",
  thread_locked: "This thread is locked. Unlock it, then try again.",
  thread_not_found: rootGone,
  cannot_reply_to_message: rootGone,
  ekm_access_denied: "The workspace's administrators have suspended posting.",
  team_access_not_granted: token,
  org_login_required: "The workspace is being moved into an organisation. Try again later.",
};
