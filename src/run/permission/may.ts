import { ownProposal } from "../slices/choices.ts";
import type { Right, TakenAct } from "../slices/slice.ts";
import type { Person, Proposal } from "../visits.ts";
import { type Deed, rightOf } from "./rights.ts";
import { isAllowedIn, isGroup, limitingRules, type OnlyRule, type Rules } from "./rules.ts";
import { onlyTheNamed, refusalSentences } from "./sentences.ts";

/** What was asked of Slack and could not be learnt in time. Nobody is welcome because of it. */
export type OrUnknown<Fact> = Fact | "unknown";

export interface Who {
  readonly id: Person;
  readonly is: OrUnknown<PersonFacts>;
  /** Whether they are in the user groups that the rules name for this. */
  readonly groups: ReadonlyMap<string, OrUnknown<boolean>>;
}

export interface What {
  readonly deed: Deed;
  /** Of which flow the run is; absent where that is not known yet. */
  readonly flow?: string;
  /** It is asked once more before it is done: what kind of channel it is can wait until then. */
  readonly isEarly?: boolean;
  /** What it takes back of what others did, and what doing that took. */
  readonly taken?: TakenAct | undefined;
  /** What waits in the run to be confirmed. */
  readonly proposal?: Pick<Proposal, "needs" | "by"> | undefined;
}

export interface PersonFacts {
  readonly isOfTeam: boolean;
  readonly isGuest: boolean;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
}

/** The run's channel as it is for who asks; for a start, the one where it would live. */
export interface ChannelAccess {
  /** Its Slack id; absent where no one channel is meant. */
  readonly id?: string;
  readonly membership: OrUnknown<PersonMembership>;
  readonly channel: OrUnknown<ChannelFacts>;
  /** The channel that the run would go to, where that is another one. */
  readonly to?: OrUnknown<ChannelFacts>;
  readonly toId?: string;
}

/** `lately`: in it some minutes ago, and Slack cannot be asked now. */
export type PersonMembership = "in" | "lately" | "out";

export interface ChannelFacts {
  readonly isPrivate: boolean;
  /** With other organisations. */
  readonly isShared: boolean;
}

export interface PermissionRefusal {
  /** Which rule says no; "unchecked" where Slack did not say what the rules ask for. */
  readonly rule: keyof typeof refusalSentences | "only" | "ownProposal";
  readonly says: string;
}

export function checkMay(
  who: Who,
  what: What,
  where: ChannelAccess,
  rules: Rules,
): true | PermissionRefusal {
  const rule =
    personRule(who, where, rules) ??
    (rightOf(what.deed) === "see" ? seeRule(who, where) : actRule(where)) ??
    placeRule(what, where, rules) ??
    confirmRule(who, what, rules);
  if (rule !== undefined) return { rule, says: refusalSentences[rule](rules.ask) };
  return ownRefusal(who, what) ?? onlyRefusal(who, what, where, rules) ?? true;
}

/** Whether what a run holds may be shown in its channel as that is now. What Slack does not say hinders no run that lives there. */
export function mayShow(
  channel: OrUnknown<ChannelFacts>,
  id: string,
  rules: Rules,
): true | PermissionRefusal {
  const rule = sharedRule(channel, id, rules);
  return rule === "sharedChannels" ? { rule, says: refusalSentences[rule](rules.ask) } : true;
}

type Rule = keyof typeof refusalSentences | undefined;

function personRule({ id, is }: Who, where: ChannelAccess, rules: Rules): Rule {
  if (is === "unknown") return "unchecked";
  if (is.isDeactivated) return "deactivated";
  if (is.isBot && !rules.apps.includes(id)) return "apps";
  const isHere = is.isOfTeam || is.isBot || isAllowedIn(rules.otherOrganisations, where.id);
  if (!isHere) return "otherOrganisations";
  return is.isGuest && !isAllowedIn(rules.guests, where.id) ? "guests" : undefined;
}

/** Full members of the workspace can open any public channel; all others see what they are in. */
function seeRule({ is }: Who, { membership, channel }: ChannelAccess): Rule {
  if (membership === "in") return undefined;
  const isFull = is !== "unknown" && is.isOfTeam && !is.isGuest && !is.isBot;
  if (channel !== "unknown" && !channel.isPrivate && isFull) return undefined;
  if (membership !== "out" || channel === "unknown") return "unchecked";
  return channel.isPrivate ? "privateChannel" : "channel";
}

function actRule({ membership, channel }: ChannelAccess): Rule {
  if (membership === "unknown") return "unchecked";
  if (membership !== "out") return undefined;
  return channel !== "unknown" && !channel.isPrivate ? "channel" : "privateChannel";
}

/** A thread is not shown to more people than those who could read it where it was written. */
function placeRule({ deed, isEarly = false }: What, where: ChannelAccess, rules: Rules): Rule {
  const { channel, to } = where;
  if (deed === "rehome" && to !== undefined) {
    const shared = sharedRule(to, where.toId, rules);
    if (shared !== undefined) return shared;
    if (rules.moves) return undefined;
    if (channel === "unknown") return "unchecked";
    return channel.isPrivate ? "moves" : undefined;
  }
  // A channel may have been shared since: what would show more there waits until the run is elsewhere.
  const isFine = rightOf(deed) === "see" || deed === "rehome" || deed === "stop";
  const rule = isFine ? undefined : sharedRule(channel, where.id, rules);
  // Where a run lives already, what is known of its channel was learnt when it came there.
  return rule === "unknownChannel" && (deed !== "start" || isEarly) ? undefined : rule;
}

/** Nothing comes to where others may read it, as long as it is not known that they do not. */
function sharedRule(
  channel: OrUnknown<ChannelFacts>,
  id: string | undefined,
  { sharedChannels }: Rules,
): Rule {
  if (isAllowedIn(sharedChannels, id)) return undefined;
  if (channel === "unknown") return "unknownChannel";
  return channel.isShared ? "sharedChannels" : undefined;
}

function confirmRule(who: Who, what: What, { confirmers }: Rules): Rule {
  const needs = what.taken ? what.taken.needs : what.proposal?.needs;
  if (rightFor(what) !== "confirm" || needs !== "confirmer" || confirmers.length === 0)
    return undefined;
  const is = isNamed(who, confirmers);
  if (is === "unknown") return "unchecked";
  return is ? undefined : "confirmers";
}

function ownRefusal({ id }: Who, { deed, proposal }: What): PermissionRefusal | undefined {
  if (deed !== "confirm" || proposal?.by !== id) return undefined;
  return { rule: "ownProposal", says: ownProposal[proposal.needs] };
}

/** The first rule that leaves this to others, in the order of the settings. */
function onlyRefusal(
  who: Who,
  what: What,
  { id }: ChannelAccess,
  rules: Rules,
): PermissionRefusal | undefined {
  const right = rightFor(what);
  for (const rule of limitingRules(rules, right, id, what.flow)) {
    const is = isNamed(who, rule[right] ?? []);
    if (is === "unknown") return { rule: "unchecked", says: refusalSentences.unchecked() };
    if (!is) return { rule: "only", says: onlyTheNamed(rule, right, askOf(rule, rules)) };
  }
  return undefined;
}

/** Whoever takes back what others did needs the right that they needed. */
const rightFor = ({ deed, taken }: What): Right => taken?.right ?? rightOf(deed);

const askOf = ({ ask }: OnlyRule, rules: Rules): string => ask ?? rules.ask;

function isNamed({ id, groups }: Who, named: readonly string[]): OrUnknown<boolean> {
  if (named.includes(id)) return true;
  const answers = named.filter(isGroup).map((group) => groups.get(group) ?? "unknown");
  return answers.includes(true) || (answers.includes("unknown") ? "unknown" : false);
}
