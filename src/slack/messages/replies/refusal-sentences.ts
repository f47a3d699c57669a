import { ownValue } from "../../../language/own-value.ts";
import { SlackRefused } from "../../../run/errors.ts";

/** Why something is not done, and what to do instead: sentences for whoever asked, as they stand in errors (not escaped). */
export const refusalTexts = {
  archivedStart: "This channel is archived. Start the runbook in another one.",
  archivedHere: "This channel is archived. Type this in another one.",
  notFoundInTime: (called: string) =>
    `Nothing answered in time, so the ${called} is not known. Nothing was recorded: please try again.`,
  closedAlready: "This runbook is closed already.",
  formClosed: "This menu belongs to a form that is closed.",
  messageUnseen: "Slack does not show this message to me any more.",
  nothingToStart: "This button no longer says what to start.",
  noMember: "Handrail is not in this channel. Type /invite @handrail, then this again.",
  noMessagePlace: "This message stands in no channel.",
  noPlace: "A runbook needs a channel where the others can follow. Type this in one.",
  noPostmortem: "No runbook was walked in this channel, so there is no postmortem.",
  noRun: "This button belongs to no run.",
  noRunInDirect:
    "A runbook needs a channel where the others can follow and help. Start it in the incident's channel.",
  noStep: "The run has no such step. Use its newest message.",
  notOpened: "Slack did not open the form in time. Nothing was recorded: please try again.",
  oldButton:
    "This button is from another version of Handrail. Use the newest message in the thread, or /runbook status.",
  severalRuns: "Several runs begin so. Type more of the name.",
  crowded:
    "You asked for many things at once, and those before this one are still being done. Nothing was recorded: please try again in a moment.",
  tookTooLong:
    "This takes too long, so it is not known whether it was recorded. The thread shows what holds: look there before you try again.",
  noOpenRun: (command: string) => `No runbook is open in this channel. ${command} starts one.`,
  noSuchRun: (command: string) =>
    `There is no such run. \`${command} resume\` names those that are open.`,
  notShown: (code: string) =>
    `Slack does not let Handrail see this channel (${code}), so a runbook could not be shown here. Nothing was started. Start it in another channel, or ask whoever runs Handrail.`,
  notLetIn: (code: string) =>
    `Slack did not let Handrail in (${code}). Type /invite @handrail in the channel, then press the button again.`,
  meant: (word: string, command: string) => `I do not know "${word}". Did you mean \`${command}\`?`,
  several: (called: string, candidates: readonly string[], next: string) =>
    `Several ${called} answer to that: ${candidates.join(", ")}. ${next}`,
  none: (called: string, looked: string, similar: readonly string[]) =>
    `There is no such ${called}. Looked in: ${looked}.${similar.length === 0 ? "" : ` Similar: ${similar.join(", ")}.`}`,
  /** A mention opens no form, so the words must come with it. */
  missing: {
    note: "What shall be noted? Write it behind the word: note the deploy is rolled back.",
    decision: "What was decided? Write it behind the word: decision we roll back first.",
  },
} as const;

/** The refusal for a code that no retry mends, as a sentence that says what to do; undefined for all other codes. */
export function lastingRefusal(code: string, sentences = ofChannels): SlackRefused | undefined {
  const says = ownValue(sentences, code);
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
