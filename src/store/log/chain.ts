import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { isTombstone, readJson } from "../parse-rows.ts";
import { statement } from "../statement.ts";
import type { EventsTable, RunsTable, Tables } from "../tables.ts";
import type { Queryable } from "../transaction.ts";

/** What a look through a run's log found: all of it as it was written, or the first event that is not. */
export type ChainVerification =
  | {
      readonly kind: "whole";
      readonly run: string;
      readonly events: number;
      readonly head: string;
      /** How many of them had words struck. */
      readonly struck: number;
      /** All but the tombstone is gone. */
      readonly isForgotten: boolean;
    }
  | { readonly kind: "broken"; readonly run: string; readonly event: number; readonly why: string };

/** What stands for the hash before it where none was kept. */
const noHash = "";

type Link = Pick<EventsTable, "previous" | "event"> & Partial<Pick<EventsTable, "salt" | "struck">>;

/**
 * The hash of an event, which the next one carries: SHA-256 in hex over the hash before it, a line break, its salt, and the event as JSON
 * with sorted names and no spaces; the one that it had, where words were struck since. A damaged event counts as it stands.
 */
export function eventHash({ previous, event, salt = "", struck = null }: Link): string {
  if (struck !== null) return struck;
  const value = readJson(event);
  const text = value === undefined ? event : canonical(value);
  return createHash("sha256").update(`${previous}\n${salt}${text}`).digest("hex");
}

/** The hash of what stands where words were struck: over the hash that the event had, and what is left with a salt of its own. */
export const strikeSeal = ({
  event,
  salt,
  struck,
}: Pick<EventsTable, "event" | "salt" | "struck">) =>
  eventHash({ previous: struck ?? noHash, event, salt });

/** The hash that the next event of a run carries; what the log ends with is not asked, for it may have been changed since. */
export async function chainHead(access: Queryable, run: string): Promise<string> {
  return (await head(access, { run })).rows[0]?.head ?? run;
}

const head = statement((db, { run }: { readonly run: string }) =>
  db.selectFrom("runs").select("head").where("id", "=", run),
);

export const keepHead = statement((db, given: { readonly run: string; readonly head: string }) =>
  db.updateTable("runs").set({ head: given.head }).where("id", "=", given.run),
);

/** The hash of an event as it stands; of none it is empty. */
export async function hashAt(access: Queryable, run: string, revision: number): Promise<string> {
  const [found] = (await link(access, { run, revision })).rows;
  return found === undefined ? noHash : eventHash(found);
}

const link = statement(
  (db, { run, revision }: { readonly run: string; readonly revision: number }) =>
    db
      .selectFrom("events")
      .select(["previous", "event", "salt", "struck"])
      .where("run", "=", run)
      .where("revision", "=", revision),
);

/** The hash that an event had, as somebody kept it outside of the database. */
export interface KnownHash {
  readonly run: string;
  readonly revision: number;
  readonly head: string;
}

/**
 * Holds the log of one run, or of every run, to its hashes and to those that are known, oldest run first; what has events
 * and no row, and a run that is known and not there, come last.
 */
export async function verifyLogs(
  db: Kysely<Tables>,
  run?: string,
  known: readonly KnownHash[] = [],
): Promise<readonly ChainVerification[]> {
  const columns = ["id", "revision", "head"] as const;
  const all = db.selectFrom("runs").select(columns).orderBy("started_at").orderBy("id");
  const runs = await (run === undefined ? all : all.where("id", "=", run)).execute();
  const verified: ChainVerification[] = [];
  const expected = Map.groupBy(known, (one) => one.run);
  for (const row of runs) {
    verified.push(await verifyRun(db, row, expected.get(row.id) ?? []));
    expected.delete(row.id);
  }
  const rowless = await withoutRow(db, run);
  for (const one of rowless) verified.push({ kind: "broken", run: one, event: 1, why: noRow });
  for (const gone of expected.keys())
    if ((run === undefined || run === gone) && !rowless.includes(gone))
      verified.push({ kind: "broken", run: gone, event: 1, why: "the whole run is missing" });
  return verified;
}

/** Whose events are there while the run is not: SQLite lets a foreign program take its row alone. */
async function withoutRow(db: Kysely<Tables>, run?: string): Promise<readonly string[]> {
  const rowless = db
    .selectFrom("events")
    .leftJoin("runs", "runs.id", "events.run")
    .select("events.run")
    .distinct()
    .where("runs.id", "is", null)
    .orderBy("events.run");
  const found = await (run === undefined
    ? rowless
    : rowless.where("events.run", "=", run)
  ).execute();
  return found.map((one) => one.run);
}

async function verifyRun(
  db: Kysely<Tables>,
  { id: run, revision: events, head: stored }: Pick<RunsTable, "id" | "revision" | "head">,
  known: readonly KnownHash[],
): Promise<ChainVerification> {
  const rows = await db
    .selectFrom("events")
    .selectAll()
    .where("run", "=", run)
    .orderBy("revision")
    .execute();
  const heads = new Map(known.map((one) => [one.revision, one.head]));
  const begin = beginOf(rows, run);
  const found = firstBroken(rows, begin, heads) ?? unsaid(rows);
  if (found !== undefined) return { kind: "broken", run, ...found };
  const last = begin.revision + rows.length;
  const missing = [...heads.keys()].some((revision) => revision > last) ? notThere : undefined;
  const why = missing ?? (last === events ? undefined : countSays(events));
  if (why !== undefined) return { kind: "broken", run, event: Math.min(last, events) + 1, why };
  const struck = rows.filter((row) => row.struck !== null).length;
  const newest = rows.at(-1);
  const head = newest === undefined ? begin.head : eventHash(newest);
  if (head !== stored) return { kind: "broken", run, event: last, why: notLast };
  return { kind: "whole", run, events, head, struck, isForgotten: begin.revision > 0 };
}

/** After which event the rows begin: none, or the last one of a run that was forgotten, whose hash its tombstone carries. */
function beginOf([first]: readonly EventsTable[], run: string): { revision: number; head: string } {
  if (first === undefined || !isTombstone(first.event)) return { revision: 0, head: run };
  return { revision: first.revision - 1, head: first.previous };
}

type Broken = Pick<ChainVerification & { kind: "broken" }, "event" | "why">;

function firstBroken(
  rows: readonly EventsTable[],
  begin: { readonly revision: number; readonly head: string },
  heads: ReadonlyMap<number, string>,
): Broken | undefined {
  let { head } = begin;
  if ((heads.get(begin.revision) ?? head) !== head) return { event: begin.revision, why: notKnown };
  for (const [index, row] of rows.entries()) {
    const event = begin.revision + index + 1;
    if (row.revision !== event) return { event, why: "it is missing" };
    if (row.previous !== head) return { event, why: notAfter };
    if (readJson(row.event) === undefined) return { event, why: "it cannot be read" };
    head = eventHash(row);
    if ((heads.get(event) ?? head) !== head) return { event, why: notKnown };
  }
  return undefined;
}

/** Whoever strikes words says so in the log, and what is left; a hash that merely stands there vouches for nothing. */
function unsaid(rows: readonly EventsTable[]): Broken | undefined {
  const seals = new Map(rows.filter(isAsWritten).flatMap(({ event }) => struckBy(event)));
  const row = rows.find((one) => !isAsWritten(one) && seals.get(one.revision) !== strikeSeal(one));
  if (row === undefined) return undefined;
  return {
    event: row.revision,
    why: seals.has(row.revision) ? notLeft : "it was struck, and no event says so",
  };
}

const isAsWritten = ({ struck }: EventsTable): boolean => struck === null;

/** The numbers of the events that one struck, each with the hash of what it left. */
function struckBy(text: string): readonly (readonly [unknown, unknown])[] {
  const event = readJson(text);
  if (typeof event !== "object" || event === null || !("events" in event)) return [];
  const { kind, events, left } = event;
  if (kind !== "struck" || !Array.isArray(events) || !Array.isArray(left)) return [];
  return events.map((number, index) => [number, left[index]]);
}

const notAfter = "the event before it is not the one that it was written after";
const notLeft = "it was struck, and what stands there is not what was left of it";
const notLast = "it is not the one with which the run ended";
const noRow = "its run has no row any more";
const notThere = "it is missing, and its hash is known";
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
