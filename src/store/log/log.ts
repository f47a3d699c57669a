import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Json } from "#language";
import { NotFound } from "../../run/errors.ts";
import type { RunEvent } from "../../run/event.ts";
import { isTombstone, readEvent, readJson } from "../parse-rows.ts";
import { statement } from "../statement.ts";
import type { EventsTable, Tables } from "../tables.ts";
import type { Queryable } from "../transaction.ts";
import { chainHead, eventHash, keepHead } from "./chain.ts";

/** The events of a run in order, those after revision `after`; empty when there is no such run. Throws RunUnreadable where one is damaged, NotFound where it was forgotten. */
export async function loadEvents(
  access: Queryable,
  run: string,
  after: number,
): Promise<readonly RunEvent[]> {
  const found = (await eventsAfter(access, { run, after })).rows;
  if (found.some(({ event }) => isTombstone(event)))
    throw new NotFound("This run was forgotten: nothing of it is kept.");
  return found.map(({ revision, event }) => readEvent(run, revision, event));
}

const eventsAfter = statement(
  (db, { run, after }: { readonly run: string; readonly after: number }) =>
    db
      .selectFrom("events")
      .select(["revision", "event"])
      .where("run", "=", run)
      .where("revision", ">", after)
      .orderBy("revision"),
);

/** Appends at revisions `after + 1 …`. */
export async function appendEvents(
  access: Queryable,
  run: string,
  after: number,
  events: readonly RunEvent[],
): Promise<void> {
  if (events.length === 0) return;
  let previous = await chainHead(access, run);
  for (const [index, happened] of events.entries()) {
    const link = { previous, event: JSON.stringify(happened), salt: saltOf(), struck: null };
    await insert(access, { run, revision: after + 1 + index, ...link });
    previous = eventHash(link);
  }
  await keepHead(access, { run, head: previous });
}

/** 122 random bits in hex; Node draws those of many at once. */
export const saltOf = (): string => randomUUID().replaceAll("-", "");

const insert = statement((db, event: EventsTable) => {
  const { run, revision, previous, salt, struck } = event;
  return db
    .insertInto("events")
    .values({ run, revision, event: event.event, previous, salt, struck });
});

/** The raw material of one observation, or undefined when there is none, it was pruned or is damaged. */
export async function loadFacts(
  db: Kysely<Tables>,
  run: string,
  visit: string,
): Promise<Json | undefined> {
  const found = await db
    .selectFrom("facts")
    .select("facts")
    .where("run", "=", run)
    .where("visit", "=", visit)
    .executeTakeFirst();
  return found === undefined ? undefined : readJson(found.facts);
}

/** Keeps the raw material of an observation beside the log, in place of what the visit had before. */
export async function keepFacts(
  db: Kysely<Tables>,
  run: string,
  { visit, json, at }: { readonly visit: string; readonly json: Json; readonly at: number },
): Promise<void> {
  const kept = { facts: JSON.stringify(json), kept_at: at };
  await db
    .insertInto("facts")
    .values({ run, visit, ...kept })
    .onConflict((row) => row.columns(["run", "visit"]).doUpdateSet(kept))
    .execute();
}

/** Looks whose raw material is removed at once: clicks wait for no longer than that takes. */
export const mostPruned = 100;

/**
 * Removes the raw material of closed runs kept before `before`, of {@link mostPruned} looks at most; an open run may still compare
 * with its own. Returns of how many.
 */
export async function pruneFacts(db: Kysely<Tables>, before: number): Promise<number> {
  const old = db
    .selectFrom("facts as old")
    .select(["old.run", "old.visit"])
    .where("old.kept_at", "<", before)
    .where("old.run", "in", (is) =>
      is.selectFrom("runs").select("id").where("status", "=", "closed"),
    )
    .limit(mostPruned);
  const { numDeletedRows } = await db
    .deleteFrom("facts")
    .where((is) => is(is.refTuple("run", "visit"), "in", old.$asTuple("run", "visit")))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
