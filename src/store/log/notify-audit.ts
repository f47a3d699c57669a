import type { HashedEvent } from "../../engine/audit.ts";
import type { Commit } from "../../engine/ports.ts";
import type { Queryable } from "../transaction.ts";
import { hashAt } from "./chain.ts";

interface Told extends Pick<Commit, "events" | "expected"> {
  readonly row: { readonly id: string };
}

/** Tells of the events of each commit that it is handed, in that order, whichever database connection answers first. Never rejects. */
export function createTelling(
  access: Queryable,
  listeners: ReadonlySet<(recorded: HashedEvent) => void>,
): (told: Told) => Promise<void> {
  let last = Promise.resolve();
  return (told) => {
    // Nothing is read for nobody.
    if (listeners.size > 0) last = last.then(() => tellRecorded(access, told, listeners));
    return last;
  };
}

/** Each event with its hash as it stands in the database. */
async function tellRecorded(
  access: Queryable,
  { row, events, expected }: Told,
  listeners: ReadonlySet<(recorded: HashedEvent) => void>,
): Promise<void> {
  for (const [index, event] of events.entries()) {
    const { by, kind } = { ...event };
    const revision = expected + 1 + index;
    // A database that just went away keeps what was committed; the next hash covers this one.
    const head = await hashAt(access, row.id, revision).catch(() => "");
    const recorded = { person: by, deed: kind, run: row.id, revision, head };
    for (const listener of listeners) listener({ kind: "recorded", ...recorded });
  }
}
