import { startDeadline } from "../deadline.ts";
import type {
  ChannelAccess,
  ChannelFacts,
  OrUnknown,
  PersonFacts,
  PersonMembership,
  Who,
} from "../run/permission/may.ts";
import { type Deed, deedRights, rightOf } from "../run/permission/rights.ts";
import { isGroup, limitingRules, type Rules } from "../run/permission/rules.ts";
import type { Place } from "../run/state.ts";
import type { Person } from "../run/visits.ts";

/** Who somebody is, as far as the rules ask for it. */
export async function fetchWho(
  directory: Directory,
  rules: Rules,
  asking: PermissionContext,
  within: Within,
): Promise<Who> {
  const [is, groups] = await Promise.all([
    within(directory.person(asking.person)),
    groupsOf(directory, rules, asking, within),
  ]);
  return { id: asking.person, is, groups };
}

/** Whether somebody is in each of the user groups that the rules name for what is asked. */
export async function groupsOf(
  directory: Directory,
  rules: Rules,
  asking: PermissionContext,
  within: Within,
): Promise<Who["groups"]> {
  const groups = [...new Set(namedFor(rules, asking).filter(isGroup))];
  const answers = groups.map(
    async (group) => [group, await within(directory.inGroup(asking.person, group))] as const,
  );
  return new Map(await Promise.all(answers));
}

/** Whom the rules name for what is asked. */
function namedFor(rules: Rules, { deed, place, flow }: PermissionContext): readonly string[] {
  return deedRights(deed).flatMap((right) => {
    const only = limitingRules(rules, right, place.channel, flow).flatMap(
      (rule) => rule[right] ?? [],
    );
    return right === "confirm" ? [...rules.confirmers, ...only] : only;
  });
}

/** What Slack says of the channel, as far as the rules ask for it. */
export async function fetchChannelAccess(
  directory: Directory,
  { person, deed, place, to, isEarly = false }: PermissionContext,
  within: Within,
  isGlance = false,
): Promise<ChannelAccess> {
  const goes = to !== undefined && to.channel !== place.channel;
  // What kind of channel it is matters to members for nothing that they read.
  const isOfPlace = (rightOf(deed) !== "see" && !isEarly) || goes;
  const [membership, early, target] = await Promise.all([
    within(directory.membership(person, place.channel, isGlance)),
    isOfPlace ? within(directory.channel(place.channel)) : undefined,
    goes ? within(directory.channel(to.channel)) : undefined,
  ]);
  const later = () =>
    membership === "in" ? ("unknown" as const) : within(directory.channel(place.channel));
  const channel = early ?? (await later());
  const going = target === undefined ? {} : { to: target, toId: to?.channel ?? "" };
  return { id: place.channel, membership, channel, ...going };
}

export type Within = <Fact>(asked: Promise<OrUnknown<Fact>>) => Promise<OrUnknown<Fact>>;

/** What is asked within one patience shares its time: a request's own where it has one, else so many milliseconds. */
export function sharedDeadline(ms: number, signal?: AbortSignal): Within & Disposable {
  const within = startDeadline(signal === undefined ? { ms } : { signal });
  const unknown = () => "unknown" as const;
  const patient: Within = (asked) => within(asked.catch(unknown), unknown);
  return Object.assign(patient, { [Symbol.dispose]: within[Symbol.dispose] });
}

export interface PermissionContext {
  readonly person: Person;
  readonly deed: Deed;
  /** Where the run lives, or would start. */
  readonly place: Place;
  readonly run?: string;
  /** Of which flow the run is; absent where that is not known yet. */
  readonly flow?: string;
  /** Where it would go. */
  readonly to?: Place;
  /** It is asked once more before it is done: what kind of channel it is can wait until then. */
  readonly isEarly?: boolean;
}

/** What Slack says of people and channels. Rejects or says "unknown" where it does not say. */
export interface Directory {
  person(person: Person): Promise<OrUnknown<PersonFacts>>;
  /** `isGlance`: a no that is a minute old will do, for it is not said to anybody. */
  membership(
    person: Person,
    channel: string,
    isGlance?: boolean,
  ): Promise<OrUnknown<PersonMembership>>;
  channel(channel: string): Promise<OrUnknown<ChannelFacts>>;
  /** Whether somebody is in a user group. */
  inGroup(person: Person, group: string): Promise<OrUnknown<boolean>>;
}
