import type { Right } from "../slices/slice.ts";

/** Why somebody is refused, by rule: which one it is, and whom to ask. Not escaped. */
export const refusalSentences = {
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
    `This channel is shared with another organisation, which would read everything here (rule: shared channels). Use a channel of your own, to which /runbook resume takes a run that is here already, or ask ${ask} to allow it.`,
  unknownChannel: () =>
    "Slack did not say in time whether that channel is shared with another organisation, which would read everything here (rule: shared channels), so this was not done and nothing was recorded. Please try again. If it stays so, Handrail may not be in that channel: type /invite @handrail there.",
  moves: (ask) =>
    `This runbook lives in a private channel, and taking it elsewhere would show its whole thread to other people (rule: moves). Go on in its channel, in another thread if need be, or ask ${ask} to allow it.`,
  confirmers: (ask) =>
    `This is confirmed by one of the people named for it (rule: confirmers). Ask one of them, or ${ask}.`,
} as const satisfies { readonly [rule: string]: (ask: string) => string };

/** Why somebody is refused by a rule that leaves a right to some. Not escaped. */
export const onlyTheNamed = (
  { name }: { readonly name: string },
  right: Right,
  ask: string,
): string =>
  `Here it is left to some people to ${deeds[right]}, and you are not among them (rule: ${name}). Ask one of them, or ${ask}.`;

const deeds: { readonly [R in Right]: string } = {
  start: "start a runbook",
  drive: "work on a runbook",
  confirm: "confirm what was proposed",
  stop: "stop a runbook",
  publish: "publish the postmortem",
  see: "read what a runbook found",
};
