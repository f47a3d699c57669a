import type { Entry, Ledger } from "../ledger.ts";
import type { Told, Wanted } from "../told.ts";

/** Which act each record stands for. */
export interface Matching {
  readonly entryOf: ReadonlyMap<Told, Entry>;
  /** Records of what people did for which no act is left. */
  readonly leftOver: readonly Entry[];
}

/**
 * Pairs records with acts, as many as can be, each at most once. A record fits an act when it says the same (kind, run, visit,
 * choice, item, text) by the same person, and the store remembers the act's id for the record's run. No time is asked: the
 * record's is the bot's, whose clock need not be the walkers'.
 */
export function match(told: readonly Told[], { events, deliveries }: Ledger): Matching {
  const actsOf = Map.groupBy(
    told.filter(({ id }) => deliveries.has(id)),
    ({ id, by }) => `${deliveries.get(id)} ${by}`,
  );
  const entryOf = new Map<Told, Entry>();
  const fitting = ({ run, event }: Entry): readonly Told[] =>
    (actsOf.get(`${run} ${event.by}`) ?? []).filter(({ wants }) => says(wants, run, event));
  const leftOver = events
    .filter(isOfPerson)
    .filter((entry) => !isPlaced(entry, { fitting, entryOf, tried: new Set() }));
  return { entryOf, leftOver };
}

interface Placing {
  readonly fitting: (entry: Entry) => readonly Told[];
  readonly entryOf: Map<Told, Entry>;
  readonly tried: Set<Told>;
}

/** Finds an act for a record; who has it already makes way where another act fits them, too. */
function isPlaced(entry: Entry, placing: Placing): boolean {
  const { fitting, entryOf, tried } = placing;
  for (const act of fitting(entry)) {
    if (tried.has(act)) continue;
    tried.add(act);
    const holder = entryOf.get(act);
    if (holder !== undefined && !isPlaced(holder, placing)) continue;
    entryOf.set(act, entry);
    return true;
  }
  return false;
}

/** That a message was deleted, too; by whom, Slack does not tell. */
const isOfPerson = ({ event }: Entry): boolean =>
  event.by !== "handrail" || event.kind === "noteWithdrawn";

function says(wants: Wanted, run: string, event: Entry["event"]): boolean {
  if (event.kind !== wants.kind && !isProposal(wants, event)) return false;
  if (wants.run !== undefined && wants.run !== run) return false;
  if (wants.channel !== undefined && "place" in event && event.place.channel !== wants.channel)
    return false;
  if (wants.text !== undefined && !typedIn(event).includes(wants.text)) return false;
  return (["visit", "choice", "item", "to"] as const).every(
    (part) => wants[part] === undefined || Object.entries(event).some(isThe(part, wants[part])),
  );
}

/** All that a person may have typed for an event. */
function typedIn(event: Entry["event"]): readonly unknown[] {
  const answers = "answers" in event ? Object.values(event.answers) : [];
  const texts = event.kind === "edited" ? Object.values(event.texts) : [];
  return ["text" in event && event.text, "reason" in event && event.reason, ...answers, ...texts];
}

/** What a second person must confirm is recorded as proposed when it is picked. */
const isProposal = (wants: Wanted, event: Entry["event"]): boolean =>
  wants.kind === "chosen" && wants.choice !== undefined && event.kind === "proposed";

const isThe =
  (part: string, value: string) =>
  ([name, is]: readonly [string, unknown]): boolean =>
    name === part && is === value;
