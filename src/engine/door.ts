import { NotAllowed, NotChecked } from "../run/errors.ts";
import {
  type ChannelFacts,
  type Known,
  type Membership,
  may,
  type PersonFacts,
  type Refusal,
  type Where,
  type Who,
} from "../run/permission/may.ts";
import { type Deed, type Reading, rightOf } from "../run/permission/rights.ts";
import type { Rules } from "../run/permission/rules.ts";
import type { Run } from "../run/run.ts";
import type { Place } from "../run/state.ts";
import { current, type Person } from "../run/visits.ts";

/** What Slack says of people and channels. Rejects or says "unknown" where it does not say. */
export interface Directory {
  person(person: Person): Promise<Known<PersonFacts>>;
  /** `isGlance`: a no that is a minute old will do, for it is not said to anybody. */
  membership(person: Person, channel: string, isGlance?: boolean): Promise<Known<Membership>>;
  channel(channel: string): Promise<Known<ChannelFacts>>;
  /** Whether somebody is in a user group. */
  inGroup(person: Person, group: string): Promise<Known<boolean>>;
}

/** Where it is written who was let do or read what, and who was refused. */
export interface Audit {
  allowed(asked: Asked): void;
  refused(refused: Refused): void;
}

/** Who wanted what, and where. */
export interface Asked {
  readonly person: Person;
  readonly deed: Deed;
  readonly run?: string;
  readonly team?: string;
  readonly channel?: string;
  /** Where a run would go. */
  readonly to?: string;
  /** The channels whose runs were listed. */
  readonly channels?: readonly string[];
}

export type Refused = Asked & Refusal;

/** Who wants what of which run. */
export interface Asking {
  readonly person: Person;
  readonly deed: Deed;
  /** Where the run lives, or would start. */
  readonly place: Place;
  readonly run?: string;
  /** Where it would go. */
  readonly to?: Place;
  /** It is asked once more before it is done: what kind of channel it is can wait until then. */
  readonly isEarly?: boolean;
}

/** The one place that asks whether somebody may. */
export interface Door {
  /** Learns within a second what the rules ask for; what is not learnt by then, or when `signal` aborts, is unknown. */
  ask(asking: Asking, signal?: AbortSignal): Promise<Permit>;
  /** Which of these channels' runs somebody may see, and whether of some it is not known. Rejects with NotAllowed for who may see none anywhere. */
  among(person: Person, reading: Reading, channels: readonly string[]): Promise<Among>;
}

/** Throws NotAllowed or NotChecked, and has it written down, unless what was asked is allowed for the run as it is now. */
export type Permit = (run?: Run) => void;

export interface Among {
  readonly seen: ReadonlySet<string>;
  readonly isUnsure: boolean;
}

export interface DoorParts {
  readonly directory: Directory;
  readonly rules: Rules;
  readonly audit: Audit;
  /** Milliseconds; a click must be recorded within two seconds. */
  readonly patienceMs?: number;
}

export function createDoor(parts: DoorParts): Door {
  const { directory, rules, patienceMs = 1_000 } = parts;
  return {
    ask: async (asking, signal) => {
      const within = patience(patienceMs, signal);
      const [who, where] = await Promise.all([
        whoAsks(directory, rules, asking, within),
        whereAsked(directory, asking, within),
      ]);
      return permit(parts, asking, (proposal) => may(who, asking.deed, proposal, where, rules));
    },
    among: async (person, reading, channels) => {
      const within = patience(patienceMs);
      const asking = { person, deed: reading, place: { team: "", channel: channels[0] ?? "" } };
      const who = await whoAsks(directory, rules, asking, within);
      // Whoever takes part nowhere is told so, instead of being shown an empty list.
      unlessAllowed(parts, asking, may(who, reading, undefined, ownChannel, rules));
      const among = await amongThese(parts, who, asking, channels, within);
      parts.audit.allowed({ person, deed: reading, channels: [...among.seen] });
      return among;
    },
  };
}

/** What is decided anew because someone else was first is still asked once. */
function permit(
  parts: DoorParts,
  asking: Asking,
  answer: (proposal: Run["visits"][number]["proposal"]) => true | Refusal,
): Permit {
  let isTold = asking.isEarly === true;
  return (run) => {
    unlessAllowed(parts, asking, answer(run && current(run).proposal));
    if (!isTold) parts.audit.allowed(askedOf(asking));
    isTold = true;
  };
}

const askedOf = ({ person, deed, place, run, to }: Asking): Asked => ({
  ...{ person, deed, ...(run === undefined ? {} : { run }) },
  ...(place.team === "" ? {} : { team: place.team }),
  ...(place.channel === "" ? {} : { channel: place.channel }),
  ...(to === undefined ? {} : { to: to.channel }),
});

function unlessAllowed({ audit }: DoorParts, asking: Asking, answer: true | Refusal): void {
  if (answer === true) return;
  audit.refused({ ...askedOf(asking), ...answer });
  throw answer.rule === "unchecked" ? new NotChecked(answer.says) : new NotAllowed(answer.says);
}

const ownChannel: Where = { membership: "in", channel: { isPrivate: false, isShared: false } };

/** Lookups cost calls: what is beyond stays unknown. */
const mostChannels = 30;

async function amongThese(
  { directory, rules }: DoorParts,
  who: Who,
  asking: Asking,
  channels: readonly string[],
  within: Within,
): Promise<Among> {
  const distinct = [...new Set(channels)];
  const answers = await Promise.all(
    distinct.slice(0, mostChannels).map(async (channel) => {
      const here = { ...asking, place: { ...asking.place, channel } };
      const where = await whereAsked(directory, here, within, true);
      return { channel, answer: may(who, asking.deed, undefined, where, rules) };
    }),
  );
  const seen = new Set(answers.flatMap(({ channel, answer }) => (answer === true ? channel : [])));
  const isUnsure = answers.some(({ answer }) => answer !== true && answer.rule === "unchecked");
  return { seen, isUnsure: isUnsure || distinct.length > mostChannels };
}

async function whoAsks(
  directory: Directory,
  { confirmers }: Rules,
  { person, deed }: Asking,
  within: Within,
): Promise<Who> {
  const named = rightOf(deed) === "confirm" ? confirmers : [];
  const [is, ...groups] = await Promise.all([
    within(directory.person(person)),
    ...named.filter(isGroup).map((group) => within(directory.inGroup(person, group))),
  ]);
  const isIn = named.includes(person) || groups.includes(true);
  return { id: person, is, confirms: isIn || (groups.includes("unknown") ? "unknown" : false) };
}

const isGroup = (id: string): boolean => id.startsWith("S");

async function whereAsked(
  directory: Directory,
  { person, deed, place, to, isEarly = false }: Asking,
  within: Within,
  isGlance = false,
): Promise<Where> {
  const goes = to !== undefined && to.channel !== place.channel;
  const isOfPlace = (deed === "start" && !isEarly) || goes;
  const [membership, early, target] = await Promise.all([
    within(directory.membership(person, place.channel, isGlance)),
    isOfPlace ? within(directory.channel(place.channel)) : undefined,
    goes ? within(directory.channel(to.channel)) : undefined,
  ]);
  // What kind of channel it is matters to members for nothing else.
  const later = () =>
    membership === "in" ? ("unknown" as const) : within(directory.channel(place.channel));
  const channel = early ?? (await later());
  return { membership, channel, ...(target === undefined ? {} : { to: target }) };
}

type Within = <Fact>(asked: Promise<Known<Fact>>) => Promise<Known<Fact>>;

/** What is asked within one patience shares its time. */
function patience(ms: number, signal?: AbortSignal): Within {
  const { promise: over, resolve } = Promise.withResolvers<"unknown">();
  setTimeout(() => resolve("unknown"), ms).unref();
  const end = () => resolve("unknown");
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end, { once: true });
  return (asked) => Promise.race([asked.catch(() => "unknown" as const), over]);
}
