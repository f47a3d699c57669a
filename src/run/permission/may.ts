import type { Right } from "../slice.ts";
import type { Person, Proposal } from "../visits.ts";
import { type Deed, rightOf } from "./rights.ts";
import { type Rules, sentences } from "./rules.ts";

/** What was asked of Slack and could not be learnt in time. Nobody is welcome because of it. */
export type Known<Fact> = Fact | "unknown";

/** Who asks. */
export interface Who {
  readonly id: Person;
  readonly is: Known<PersonFacts>;
  /** Among the confirmers whom the rules name. */
  readonly confirms: Known<boolean>;
}

export interface PersonFacts {
  readonly isOfTeam: boolean;
  readonly isGuest: boolean;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
}

/** The run's channel as it is for who asks; for a start, the one where it would live. */
export interface Where {
  readonly membership: Known<Membership>;
  readonly channel: Known<ChannelFacts>;
  /** The channel that the run would go to, where that is another one. */
  readonly to?: Known<ChannelFacts>;
}

/** `lately`: in it some minutes ago, and Slack cannot be asked now. */
export type Membership = "in" | "lately" | "out";

export interface ChannelFacts {
  readonly isPrivate: boolean;
  /** With other organisations. */
  readonly isShared: boolean;
}

export interface Refusal {
  /** Which rule says no; "unchecked" where Slack did not say what the rules ask for. */
  readonly rule: keyof typeof sentences;
  readonly says: string;
}

/** Whether a person may do this to a run; `proposal` is what waits there to be confirmed. */
export function may(
  who: Who,
  deed: Deed,
  proposal: Pick<Proposal, "needs"> | undefined,
  where: Where,
  rules: Rules,
): true | Refusal {
  const right = rightOf(deed);
  const rule =
    personRule(who, rules) ??
    (right === "see" ? seeRule(who, where) : actRule(where)) ??
    placeRule(deed, where, rules) ??
    confirmRule(who, right, proposal, rules);
  return rule === undefined ? true : { rule, says: sentences[rule](rules.ask) };
}

type Rule = Refusal["rule"] | undefined;

function personRule({ id, is }: Who, rules: Rules): Rule {
  if (is === "unknown") return "unchecked";
  if (is.isDeactivated) return "deactivated";
  if (is.isBot && !rules.apps.includes(id)) return "apps";
  if (!is.isOfTeam && !is.isBot && !rules.otherOrganisations) return "otherOrganisations";
  return is.isGuest && !rules.guests ? "guests" : undefined;
}

/** Full members of the workspace can open any public channel; all others see what they are in. */
function seeRule({ is }: Who, { membership, channel }: Where): Rule {
  if (membership === "in") return undefined;
  const isFull = is !== "unknown" && is.isOfTeam && !is.isGuest && !is.isBot;
  if (channel !== "unknown" && !channel.isPrivate && isFull) return undefined;
  if (membership !== "out" || channel === "unknown") return "unchecked";
  return channel.isPrivate ? "privateChannel" : "channel";
}

function actRule({ membership, channel }: Where): Rule {
  if (membership === "unknown") return "unchecked";
  if (membership !== "out") return undefined;
  return channel !== "unknown" && !channel.isPrivate ? "channel" : "privateChannel";
}

/** A thread is not shown to more people than those who could read it where it was written. */
function placeRule(deed: Deed, { channel, to }: Where, rules: Rules): Rule {
  const target = deed === "start" ? channel : to;
  if (deed !== "start" && (deed !== "rehome" || to === undefined)) return undefined;
  if (target !== undefined && target !== "unknown" && target.isShared && !rules.sharedChannels)
    return "sharedChannels";
  if (deed === "start" || rules.moves) return undefined;
  if (channel === "unknown") return "unchecked";
  return channel.isPrivate ? "moves" : undefined;
}

function confirmRule(
  { confirms }: Who,
  right: Right,
  proposal: Pick<Proposal, "needs"> | undefined,
  { confirmers }: Rules,
): Rule {
  if (right !== "confirm" || proposal?.needs !== "confirmer" || confirmers.length === 0)
    return undefined;
  if (confirms === "unknown") return "unchecked";
  return confirms ? undefined : "confirmers";
}
