import type { Entry, Ledger } from "../ledger.ts";
import type { Told, Wanted } from "../told.ts";

/** Which act each record stands for. */
export interface Matching {
  readonly entryOf: ReadonlyMap<Told, Entry>;
  /** Records of what people did for which no act is left. */
  readonly leftOver: readonly Entry[];
}

/**
 * Pairs records with acts, each at most once. A record fits an act when it says the same (kind, run, visit, choice, item,
 * text) by the same person, was dated between the click and its answer, and the store remembers the act's id. Of several
 * acts that fit, the one that was answered first takes it.
 */
export function match(told: readonly Told[], { events, deliveries }: Ledger): Matching {
  const remembered = told.filter(({ id }) => deliveries.has(id));
  const free = new Set(remembered.toSorted((a, b) => deadline(a) - deadline(b)));
  const entryOf = new Map<Told, Entry>();
  const leftOver: Entry[] = [];
  const dated = events.filter(isOfPerson);
  for (const entry of dated.toSorted((a, b) => a.event.at - b.event.at)) {
    const act = [...free].find((one) => fits(one, entry));
    if (act === undefined) {
      leftOver.push(entry);
      continue;
    }
    free.delete(act);
    entryOf.set(act, entry);
  }
  return { entryOf, leftOver };
}

/** That a message was deleted, too; by whom, Slack does not tell. */
const isOfPerson = ({ event }: Entry): boolean =>
  event.by !== "handrail" || event.kind === "noteWithdrawn";

/** An act that got no answer may still be recorded within this time, in milliseconds. */
const graceMs = 20_000;

const deadline = ({ acked, answeredAt }: Told): number => answeredAt + (acked ? 0 : graceMs);

function fits(told: Told, { run, event }: Entry): boolean {
  return (
    event.by === told.by &&
    event.at >= told.sentAt &&
    event.at <= deadline(told) &&
    says(told.wants, run, event)
  );
}

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
