import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { readJson } from "./reading.ts";
import type { EventsTable, Tables } from "./tables.ts";

/** What a look through a run's log found: all of it as it was written, or the first event that is not. */
export type Verified =
  | { readonly kind: "whole"; readonly run: string; readonly events: number; readonly head: string }
  | { readonly kind: "broken"; readonly run: string; readonly event: number; readonly why: string };

/** What an event carries as the hash of the one before it, where it is the first. */
export const noHash = "";

type Link = Pick<EventsTable, "previous" | "event">;

/**
 * The hash of an event, which the next one carries: SHA-256 in hex over the hash before it, a line break, and the event as JSON
 * with sorted names and no spaces. A damaged event counts as it stands.
 */
export function hashOf({ previous, event }: Link): string {
  const value = readJson(event);
  const text = value === undefined ? event : canonical(value);
  return createHash("sha256").update(`${previous}\n${text}`).digest("hex");
}

/** The hash that the event after revision `after` carries. */
export async function headOf(db: Kysely<Tables>, run: string, after: number): Promise<string> {
  const last = await db
    .selectFrom("events")
    .select(["previous", "event"])
    .where("run", "=", run)
    .where("revision", "=", after)
    .executeTakeFirst();
  return last === undefined ? noHash : hashOf(last);
}

/** The hash that an event had, as somebody kept it outside of the database. */
export interface Known {
  readonly run: string;
  readonly revision: number;
  readonly head: string;
}

/**
 * Holds the log of one run, or of every run, to its hashes and to those that are known, oldest run first; a run that is known and not
 * there comes last.
 */
export async function verify(
  db: Kysely<Tables>,
  run?: string,
  known: readonly Known[] = [],
): Promise<readonly Verified[]> {
  const all = db.selectFrom("runs").select(["id", "revision"]).orderBy("started_at").orderBy("id");
  const runs = await (run === undefined ? all : all.where("id", "=", run)).execute();
  const verified: Verified[] = [];
  const expected = Map.groupBy(known, (one) => one.run);
  for (const { id, revision } of runs) {
    verified.push(await verifyRun(db, id, revision, expected.get(id) ?? []));
    expected.delete(id);
  }
  for (const gone of expected.keys())
    if (run === undefined || run === gone)
      verified.push({ kind: "broken", run: gone, event: 1, why: "the whole run is missing" });
  return verified;
}

async function verifyRun(
  db: Kysely<Tables>,
  run: string,
  events: number,
  known: readonly Known[],
): Promise<Verified> {
  const rows = await db
    .selectFrom("events")
    .selectAll()
    .where("run", "=", run)
    .orderBy("revision")
    .execute();
  let head = noHash;
  const heads = new Map(known.map((one) => [one.revision, one.head]));
  const broken = (event: number, why: string) => ({ kind: "broken", run, event, why }) as const;
  for (const [index, row] of rows.entries()) {
    if (row.revision !== index + 1) return broken(index + 1, "it is missing");
    if (row.previous !== head)
      return broken(row.revision, "the event before it is not the one that it was written after");
    if (readJson(row.event) === undefined) return broken(row.revision, "it cannot be read");
    head = hashOf(row);
    if ((heads.get(row.revision) ?? head) !== head) return broken(row.revision, notKnown);
  }
  const last = Math.max(0, ...heads.keys());
  if (last > rows.length) return broken(rows.length + 1, "it is missing, and its hash is known");
  if (rows.length !== events) return broken(Math.min(rows.length, events) + 1, countSays(events));
  return { kind: "whole", run, events, head };
}

const notKnown = "it is not the one whose hash is known";
const countSays = (events: number) => `the run has ${events} events by its own count`;

/** JSON with sorted names and no spaces, so that the same value is the same text in every database. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`);
  return `{${parts.join(",")}}`;
}
