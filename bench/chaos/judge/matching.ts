import type { Entry, Ledger } from "../ledger.ts";
import type { Told, Wanted } from "../told.ts";

/** Which act each record stands for. */
export interface Matching {
  readonly entryOf: ReadonlyMap<Told, Entry>;
  /** Records by people for which no act is left. */
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
  const dated = events.filter(({ event }) => event.by !== "handrail");
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
  if (event.kind !== wants.kind) return false;
  if (wants.run !== undefined && wants.run !== run) return false;
  if (wants.channel !== undefined && "place" in event && event.place.channel !== wants.channel)
    return false;
  const typed = "text" in event ? event.text : "reason" in event ? event.reason : undefined;
  if (wants.text !== undefined && typed !== wants.text) return false;
  return (["visit", "choice", "item", "to"] as const).every(
    (part) => wants[part] === undefined || Object.entries(event).some(isThe(part, wants[part])),
  );
}

const isThe =
  (part: string, value: string) =>
  ([name, is]: readonly [string, unknown]): boolean =>
    name === part && is === value;
