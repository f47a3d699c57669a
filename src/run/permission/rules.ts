import type { Right } from "../slices/slice.ts";
import type { Person } from "../visits.ts";

/** Everywhere, nowhere, or in the channels with these Slack ids. */
export type Allowed = boolean | readonly string[];

/** What a team allows beyond the usual, and what it leaves to some. */
export interface Rules {
  /** Guests of the workspace may take part, in the channels that they are in. */
  readonly guests: Allowed;
  /** So may people of other organisations (Slack Connect). */
  readonly otherOrganisations: Allowed;
  /** Apps and bots that may take part, by their Slack user ids. */
  readonly apps: readonly Person[];
  /** Runs may live in channels that are shared with other organisations. */
  readonly sharedChannels: Allowed;
  /** Runs may be taken out of a private channel. */
  readonly moves: boolean;
  /** Slack ids of people (U…, W…) and user groups (S…) who confirm what a flow leaves to a confirmer. */
  readonly confirmers: readonly string[];
  /** Each that fits what is asked must name who asks: rules narrow, and none takes back what another says. */
  readonly only: readonly OnlyRule[];
  /** Whom to ask about a rule: "whoever runs Handrail". */
  readonly ask: string;
}

/** For some channels and flows, or for all where they are absent: who alone has a right; all who may anyway where it is absent. */
export interface OnlyRule extends WhoMay {
  readonly name: string;
  readonly channels?: readonly string[];
  /** Flows by their id. */
  readonly flows?: readonly string[];
  /** Whom to ask about this one. */
  readonly ask?: string;
}

/** People (U…, W…) and user groups (S…) by their Slack ids. */
type WhoMay = { readonly [R in Right]?: readonly string[] };

/** Every full member of the workspace, in the channels that they are in. */
export const usualRules: Rules = {
  guests: false,
  otherOrganisations: false,
  apps: [],
  sharedChannels: false,
  moves: false,
  confirmers: [],
  only: [],
  ask: "whoever runs Handrail",
};

/** Whether it is allowed in this channel; where none is named, whether anywhere. */
export const isAllowedIn = (allowed: Allowed, channel: string | undefined): boolean =>
  typeof allowed === "boolean"
    ? allowed
    : channel === undefined
      ? allowed.length > 0
      : allowed.includes(channel);

/** The rules that leave this right to some, in this channel and for this flow; without those, the ones that hold for all. */
export const limitingRules = (
  { only }: Rules,
  right: Right,
  channel: string | undefined,
  flow: string | undefined,
): readonly OnlyRule[] =>
  only.filter(
    (rule) => rule[right] !== undefined && fits(rule.channels, channel) && fits(rule.flows, flow),
  );

const fits = (named: readonly string[] | undefined, one: string | undefined): boolean =>
  named === undefined || (one !== undefined && named.includes(one));

/** A user group, and not a person, by its Slack id. */
export const isGroup = (id: string): boolean => id.startsWith("S");
