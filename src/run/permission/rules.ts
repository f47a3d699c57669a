import type { Person } from "../event.ts";

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
