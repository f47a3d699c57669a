import type { Clock } from "../../engine/ports.ts";
import { dueEffect } from "../../run/effects.ts";
import { BadInput, NotFound, StoreUnavailable } from "../../run/errors.ts";
import type { RunEvent } from "../../run/event.ts";
import { ofNote } from "../../run/slices/notes.ts";
import {
  forgottenPerson,
  namesPerson,
  ofAnswers,
  strikeEvent,
  struckWords,
  withoutPerson,
} from "../../run/slices/strikes.ts";
import { queueEffect } from "../effects/queue-effect.ts";
import { readRunRow } from "../run-rows.ts";
import { type Database, type Queryable, runTransaction } from "../transaction.ts";
import { eventHash, strikeSeal } from "./chain.ts";
import { appendEvents, loadEvents, saltOf } from "./log.ts";

export interface Striking extends Database {
  readonly clock: Clock;
  /** Hears of the event that says so in the log, once it is committed. */
  readonly onStruck: (run: string, said: StrikingEvent) => Promise<void>;
}

/** The event that words were struck, with its number from 1. */
export interface StrikingEvent {
  readonly revision: number;
  readonly event: RunEvent;
}

/** Which runs no longer name a person, and which do because they are open. */
export interface PersonForgotten {
  readonly runs: readonly string[];
  readonly open: readonly string[];
}

/**
 * Takes the words out of an event, by its number from 1, and out of what became of it: edits of a note, answers that were confirmed. Resolves with the numbers of
 * what was struck. Rejects with NotFound.
 */
export async function redactEvent(
  database: Striking,
  run: string,
  event: number,
): Promise<readonly number[]> {
  const { places, said } = await runTransaction(database, async (access) => {
    const log = await loadEvents(access, run, 0);
    const [chosen] = log.slice(event - 1, event);
    if (chosen === undefined || event < 1) throw new NotFound(`Run ${run} has no event ${event}.`);
    if (chosen.kind === "struck") throw new BadInput("This event has no words.");
    const places = chosen.kind === "noted" ? ofNote(log, event - 1) : ofAnswers(log, event - 1);
    const changed = places.map((place) => [place, strikeEvent(log[place] ?? chosen)] as const);
    if (chosen.kind === "observed") await dropFacts(access, run, chosen.visit);
    if (chosen.kind === "started") await dropSubject(access, run);
    const said = await strike(access, { run, log, changed, now: database.clock() });
    return { keep: true, answer: { places, said } };
  });
  if (said !== undefined) await database.onStruck(run, said);
  return places.map((place) => place + 1);
}

/** Takes a person out of every closed run: their words, and their id. */
export async function forgetPerson(database: Striking, person: string): Promise<PersonForgotten> {
  const found = await database.db
    .selectFrom("events")
    .innerJoin("runs", "runs.id", "events.run")
    .select(["runs.id", "runs.status", "events.event"])
    .where("events.event", "like", `%${person}%`)
    .execute();
  const named = found.filter(({ event }) => namesPerson(event, person));
  const of = (status: "open" | "closed") => [
    ...new Set(named.flatMap((one) => (one.status === status ? one.id : []))),
  ];
  for (const run of of("closed")) await forgetIn(database, run, person);
  return { runs: of("closed"), open: of("open") };
}

async function forgetIn(database: Striking, run: string, person: string): Promise<void> {
  const said = await runTransaction(database, async (access) => {
    const log = await loadEvents(access, run, 0);
    const theirs = new Set(log.flatMap((event, index) => wordsOf(log, event, index, person)));
    const changed = log.flatMap((event, index) => {
      const left = withoutPerson(event, person, theirs.has(index));
      return JSON.stringify(left) === JSON.stringify(event) ? [] : [[index, left] as const];
    });
    await access.db
      .updateTable("runs")
      .set({ driver: forgottenPerson })
      .where("id", "=", run)
      .where("driver", "=", person)
      .execute();
    return {
      keep: true,
      answer: await strike(access, { run, log, changed, now: database.clock() }),
    };
  });
  if (said !== undefined) await database.onStruck(run, said);
}

/** What somebody did, and what others kept of what they wrote. */
function wordsOf(log: readonly RunEvent[], event: RunEvent, index: number, person: string) {
  const isTheirs = event.by === person;
  const wrote = event.kind === "noted" && (isTheirs || event.from?.author === person);
  return [...(isTheirs ? [index] : []), ...(wrote ? ofNote(log, index) : [])];
}

interface Strike {
  readonly run: string;
  readonly log: readonly RunEvent[];
  /** What stands in its place from now on, by place in the log. */
  readonly changed: readonly (readonly [number, RunEvent])[];
  readonly now: number;
}

/** Writes what is left of events over them, keeps the hashes that they had, says so in the log with the hash of what is left, and asks for a repaint. */
async function strike(
  access: Queryable,
  { run, log, changed, now }: Strike,
): Promise<StrikingEvent | undefined> {
  if (changed.length === 0) return undefined;
  const seals: string[] = [];
  for (const [place, left] of changed) seals.push(await overwrite(access, run, place + 1, left));
  const events = changed.map(([place]) => place + 1);
  const event: RunEvent = { at: now, by: "handrail", kind: "struck", events, left: seals };
  const revision = log.length + 1;
  await appendEvents(access, run, log.length, [event]);
  await dropErrors(access, run);
  const { numUpdatedRows } = await access.db
    .updateTable("runs")
    .set({ revision })
    .where("id", "=", run)
    .where("revision", "=", log.length)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new StoreUnavailable(`Run ${run} just changed: try again.`);
  const show = dueEffect(run, { kind: "show" }, now);
  if (await readRunRow(access, run))
    await queueEffect(access, show, { run, asked: revision, turn: 0, now });
  return { revision, event };
}

/** Resolves with the hash of what is left. */
async function overwrite(
  { db }: Queryable,
  run: string,
  revision: number,
  left: RunEvent,
): Promise<string> {
  const before = await db
    .selectFrom("events")
    .selectAll()
    .where("run", "=", run)
    .where("revision", "=", revision)
    .executeTakeFirstOrThrow();
  const kept = { event: JSON.stringify(left), salt: saltOf(), struck: eventHash(before) };
  await db
    .updateTable("events")
    .set(kept)
    .where("run", "=", run)
    .where("revision", "=", revision)
    .execute();
  return strikeSeal(kept);
}

/** What a run is about is in its row as well, where lists find it. */
const dropSubject = ({ db }: Queryable, run: string) =>
  db.updateTable("runs").set({ subject: "", exclusive: 0 }).where("id", "=", run).execute();

/** Why work was given up is in the log as well, and may hold what a server answered. */
const dropErrors = ({ db }: Queryable, run: string) =>
  db
    .updateTable("effects")
    .set({ error: struckWords })
    .where("run", "=", run)
    .where("error", "is not", null)
    .execute();

const dropFacts = ({ db }: Queryable, run: string, visit: string) =>
  db.deleteFrom("facts").where("run", "=", run).where("visit", "=", visit).execute();
