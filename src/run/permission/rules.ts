import type { Person } from "../visits.ts";

/** What a team allows beyond the usual. */
export interface Rules {
  /** Guests of the workspace may take part, in the channels that they are in. */
  readonly guests: boolean;
  /** So may people of other organisations (Slack Connect). */
  readonly otherOrganisations: boolean;
  /** Apps and bots that may take part, by their Slack user ids. */
  readonly apps: readonly Person[];
  /** Runs may live in channels that are shared with other organisations. */
  readonly sharedChannels: boolean;
  /** Runs may be taken out of a private channel. */
  readonly moves: boolean;
  /** Slack ids of people (U…, W…) and user groups (S…) who confirm what a flow leaves to a confirmer. */
  readonly confirmers: readonly string[];
  /** Whom to ask about a rule: "whoever runs Handrail". */
  readonly ask: string;
}

/** Every full member of the workspace, in the channels that they are in. */
export const usualRules: Rules = {
  guests: false,
  otherOrganisations: false,
  apps: [],
  sharedChannels: false,
  moves: false,
  confirmers: [],
  ask: "whoever runs Handrail",
};

/** Why somebody is refused, by rule: which one it is, and whom to ask. Not escaped. */
export const sentences = {
  unchecked: () =>
    "Slack did not say in time who you are or whether you are in this runbook's channel, so this was not done and nothing was recorded. Please try again. If it stays so, Handrail may not be in that channel: type /invite @handrail there.",
  deactivated: (ask) =>
    `This account is deactivated and takes part in no runbook (rule: deactivated). Ask ${ask}.`,
  apps: (ask) =>
    `Apps and bots take part in no runbook unless they are allowed to (rule: apps). Ask ${ask}.`,
  otherOrganisations: (ask) =>
    `Runbooks here are for people of this workspace, not of other organisations (rule: other organisations). Ask someone in the channel to do it, or ${ask} to allow it.`,
  guests: (ask) =>
    `Guests of this workspace do not take part in runbooks (rule: guests). Ask someone in the channel to do it, or ${ask} to allow it.`,
  privateChannel: () =>
    "This runbook lives in a private channel that you are not in (rule: members of the channel). Ask someone who is in it to invite you.",
  channel: () =>
    "Only members of this runbook's channel do this (rule: members of the channel). Open the channel, press Join, then try again.",
  sharedChannels: (ask) =>
    `This channel is shared with another organisation, which would read everything here (rule: shared channels). Use a channel of your own, or ask ${ask} to allow it.`,
  moves: (ask) =>
    `This runbook lives in a private channel, and taking it elsewhere would show its whole thread to other people (rule: moves). Go on in its channel, in another thread if need be, or ask ${ask} to allow it.`,
  confirmers: (ask) =>
    `This is confirmed by one of the people named for it (rule: confirmers, HANDRAIL_CONFIRMERS). Ask one of them, or ${ask}.`,
} as const satisfies { readonly [rule: string]: (ask: string) => string };
