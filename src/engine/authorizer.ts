import { NotAllowed, NotChecked } from "../run/errors.ts";
import {
  type ChannelAccess,
  checkMay,
  mayShow,
  type PermissionRefusal,
  type What,
  type Who,
} from "../run/permission/may.ts";
import type { Deed, ReadingRight } from "../run/permission/rights.ts";
import type { Rules } from "../run/permission/rules.ts";
import type { Run } from "../run/run.ts";
import type { TakenAct } from "../run/slices/slice.ts";
import type { Place } from "../run/state.ts";
import { currentVisit, type Person } from "../run/visits.ts";
import {
  type Directory,
  fetchChannelAccess,
  fetchWho,
  groupsOf,
  type PermissionContext,
  sharedDeadline,
  type Within,
} from "./permission-facts.ts";

/** Where it is written who was let do or read what, and who was refused. */
export interface Audit {
  allowed(asked: PermissionQuestion): void;
  refused(refused: Refused): void;
}

/** Who wanted what, and where. */
export interface PermissionQuestion {
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

export type Refused = PermissionQuestion & PermissionRefusal;

/** The one place that asks whether somebody may. */
export interface Authorizer {
  /**
   * Learns what the rules ask for while the request has time, which `signal` ends, counted from its arrival; what is not learnt by then is
   * unknown. Who waits without a request waits two seconds.
   */
  ask(asking: PermissionContext, signal?: AbortSignal): Promise<CheckPermission>;
  /** Which of these runs somebody may see, and whether of some it is not known. Rejects with NotAllowed for who may see none anywhere. */
  among<Row extends ListedRun>(
    person: Person,
    reading: ReadingRight,
    rows: readonly Row[],
    signal?: AbortSignal,
  ): Promise<Among<Row>>;
  /** Whether what a run holds may be shown where it lives: others may have come to read there since it started. */
  mayShow(place: Place): Promise<true | PermissionRefusal>;
}

/**
 * Throws NotAllowed or NotChecked, and has it written down, unless what was asked is allowed for the run as it is now; `taken` is
 * what of it would be taken back.
 */
export type CheckPermission = (run?: Run, taken?: TakenAct) => void;
export interface ListedRun {
  readonly place: Place;
  readonly flow: string;
}

export interface Among<Row> {
  readonly rows: readonly Row[];
  readonly isUnsure: boolean;
}

export interface AuthorizerParts {
  readonly directory: Directory;
  readonly rules: Rules;
  readonly audit: Audit;
  /** How long Slack is waited for where no request ends that, in milliseconds; its client waits no longer. */
  readonly patienceMs?: number;
}

export function createAuthorizer(parts: AuthorizerParts): Authorizer {
  const { directory, rules, patienceMs = usualPatienceMs } = parts;
  return {
    ask: async (asking, signal) => {
      using within = sharedDeadline(patienceMs, signal);
      const [who, where] = await Promise.all([
        fetchWho(directory, rules, asking, within),
        fetchChannelAccess(directory, asking, within),
      ]);
      return permit(parts, asking, (now) => checkMay(who, { ...asking, ...now }, where, rules));
    },
    among: (person, reading, rows, signal) => among(parts, { person, deed: reading }, rows, signal),
    mayShow: async ({ channel }) => {
      using within = sharedDeadline(patienceMs);
      const is = await within(directory.channel(channel));
      return mayShow(is, channel, rules);
    },
  };
}

const usualPatienceMs = 2_000;

/** What is decided anew because someone else was first is still asked once. */
function permit(
  parts: AuthorizerParts,
  asking: PermissionContext,
  answer: (now: Pick<What, "proposal" | "taken">) => true | PermissionRefusal,
): CheckPermission {
  let isTold = asking.isEarly === true;
  return (run, taken) => {
    unlessAllowed(parts, asking, answer({ proposal: run && currentVisit(run).proposal, taken }));
    if (!isTold) parts.audit.allowed(askedOf(asking));
    isTold = true;
  };
}

const askedOf = ({ person, deed, place, run, to }: PermissionContext): PermissionQuestion => ({
  ...{ person, deed, ...(run === undefined ? {} : { run }) },
  ...(place.team === "" ? {} : { team: place.team }),
  ...(place.channel === "" ? {} : { channel: place.channel }),
  ...(to === undefined ? {} : { to: to.channel }),
});

function unlessAllowed(
  { audit }: AuthorizerParts,
  asking: PermissionContext,
  answer: true | PermissionRefusal,
): void {
  if (answer === true) return;
  audit.refused({ ...askedOf(asking), ...answer });
  throw unsure.has(answer.rule) ? new NotChecked(answer.says) : new NotAllowed(answer.says);
}

/** Slack did not say what the rules ask for: the same may be asked again. */
const unsure: ReadonlySet<PermissionRefusal["rule"]> = new Set(["unchecked", "unknownChannel"]);

const anywhere: ChannelAccess = {
  membership: "in",
  channel: { isPrivate: false, isShared: false },
};

/** Lookups cost calls: what is beyond stays unknown. */
const mostChannels = 30;

async function among<Row extends ListedRun>(
  parts: AuthorizerParts,
  { person, deed }: { readonly person: Person; readonly deed: ReadingRight },
  rows: readonly Row[],
  signal?: AbortSignal,
): Promise<Among<Row>> {
  const { directory, rules, audit, patienceMs = usualPatienceMs } = parts;
  using within = sharedDeadline(patienceMs, signal);
  const asking = { person, deed, place: { team: "", channel: rows[0]?.place.channel ?? "" } };
  const who = await fetchWho(directory, rules, asking, within);
  // Whoever takes part nowhere is told so, instead of being shown an empty list.
  unlessAllowed(parts, asking, checkMay(who, asking, anywhere, rules));
  const answers = await eachOf(parts, who, deed, rows, within);
  const seen = answers.flatMap(({ row, answer }) => (answer === true ? row : []));
  const channels = [...new Set(seen.map(({ place }) => place.channel))];
  audit.allowed({ person, deed, channels });
  const isUnsure = answers.some(({ answer }) => answer !== true && unsure.has(answer.rule));
  return { rows: seen, isUnsure: isUnsure || answers.length < rows.length };
}

/** The answer for each run of the first channels; a channel and a flow are asked about once. */
async function eachOf<Row extends ListedRun>(
  { directory, rules }: AuthorizerParts,
  who: Who,
  deed: ReadingRight,
  rows: readonly Row[],
  within: Within,
) {
  const channels = [...new Set(rows.map(({ place }) => place.channel))].slice(0, mostChannels);
  const answers = new Map<string, Promise<true | PermissionRefusal>>();
  const ask = async (asking: PermissionContext) => {
    const [groups, where] = await Promise.all([
      groupsOf(directory, rules, asking, within),
      fetchChannelAccess(directory, asking, within, true),
    ]);
    return checkMay({ ...who, groups }, asking, where, rules);
  };
  return Promise.all(
    rows
      .filter(({ place }) => channels.includes(place.channel))
      .map(async (row) => {
        const key = `${row.place.channel} ${row.flow}`;
        const asked =
          answers.get(key) ?? ask({ person: who.id, deed, place: row.place, flow: row.flow });
        answers.set(key, asked);
        return { row, answer: await asked };
      }),
  );
}
