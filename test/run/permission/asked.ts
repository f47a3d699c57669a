import { actRules } from "../../../src/run/act.ts";
import {
  type ChannelAccess,
  type ChannelFacts,
  checkMay,
  type OrUnknown,
  type PersonFacts,
  type PersonMembership,
} from "../../../src/run/permission/may.ts";
import { type Deed, readingRights } from "../../../src/run/permission/rights.ts";
import { type Rules, usualRules } from "../../../src/run/permission/rules.ts";

export const deeds = ["start", ...Object.keys(actRules), ...readingRights] as readonly Deed[];
export const isRead = (deed: Deed) => (readingRights as readonly string[]).includes(deed);

export const full: PersonFacts = {
  isOfTeam: true,
  isGuest: false,
  isBot: false,
  isDeactivated: false,
};
export const open: ChannelFacts = { isPrivate: false, isShared: false };
export const closed: ChannelFacts = { isPrivate: true, isShared: false };

export interface Case {
  readonly is?: OrUnknown<PersonFacts>;
  readonly membership?: OrUnknown<PersonMembership>;
  readonly channel?: OrUnknown<ChannelFacts>;
  readonly to?: ChannelAccess["to"];
  /** Whether they are in the group S0LEADS. */
  readonly leads?: OrUnknown<boolean>;
  readonly rules?: Partial<Rules>;
  readonly id?: string;
  readonly flow?: string;
  /** Who proposed what waits. */
  readonly by?: string;
}

/** The rule that refuses, or "yes". */
export function asked(deed: Deed, given: Case = {}, needs?: "another" | "confirmer"): string {
  const { is = full, membership = "in", channel = closed, to, leads = false, rules } = given;
  const { id = "C0INC", flow = "small", by = "U0Y" } = given;
  const answer = checkMay(
    { id: "U0X", is, groups: new Map([["S0LEADS", leads]]) },
    { deed, flow, proposal: needs && { needs, by } },
    { id, membership, channel, ...(to === undefined ? {} : { to, toId: "C0TO" }) },
    { ...usualRules, ...rules },
  );
  return answer === true ? "yes" : answer.rule;
}
