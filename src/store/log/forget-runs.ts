import type { Kysely } from "kysely";
import type { Clock } from "../../engine/ports.ts";
import { BadInput, NotFound, StoreUnavailable } from "../../run/errors.ts";
import { readJson } from "../parse-rows.ts";
import { forgottenFlow, type Tables } from "../tables.ts";
import { type Database, runTransaction } from "../transaction.ts";
import { chainHead, eventHash } from "./chain.ts";

/** The last event of a run that was forgotten; all before it is gone, and it carries the hash of that. */
export interface Tombstone {
  readonly kind: "forgotten";
  readonly at: number;
  readonly by: string;
}

/** Removes all that is kept of a closed run, but for a tombstone. Rejects with NotFound, and with BadInput while it is open. */
export function forgetRun(
  database: Database & { readonly clock: Clock },
  run: string,
): Promise<void> {
  return runTransaction(database, async (access) => {
    const { db } = access;
    const found = await db.selectFrom("runs").selectAll().where("id", "=", run).executeTakeFirst();
    if (found === undefined || found.flow === forgottenFlow)
      throw new NotFound(`There is no run ${run}.`);
    if (found.status === "open")
      throw new BadInput(`Run ${run} is open: stop it in Slack before it is forgotten.`);
    const previous = await chainHead(access, run);
    for (const table of ["facts", "messages", "effects", "deliveries", "events"] as const)
      await db.deleteFrom(table).where("run", "=", run).execute();
    const tombstone: Tombstone = { kind: "forgotten", at: database.clock(), by: "handrail" };
    const event = JSON.stringify(tombstone);
    const link = { previous, event, salt: "", struck: null };
    await db
      .insertInto("events")
      .values({ run, revision: found.revision + 1, ...link })
      .execute();
    await giveUp(db, run, { after: found.revision, head: eventHash(link) });
    return { keep: true, answer: undefined };
  });
}

async function giveUp(
  db: Kysely<Tables>,
  run: string,
  { after, head }: { readonly after: number; readonly head: string },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("runs")
    .set({ flow: forgottenFlow, version: 0, subject: "", exclusive: 0, revision: after + 1, head })
    .set({ team: "", channel: "", thread_ts: null, driver: "" })
    .where("id", "=", run)
    .where("revision", "=", after)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new StoreUnavailable(`Run ${run} just changed: try again.`);
}

/** Runs that are forgotten at once: clicks wait for no longer than that takes. */
const most = 10;

/** Forgets some of the closed runs in which nothing happened since `before`; resolves with how many, 0 when none is left. */
export async function forgetOld(
  database: Database & { readonly clock: Clock },
  before: number,
): Promise<number> {
  const old = await database.db
    .selectFrom("runs")
    .innerJoin("events", (on) =>
      on.onRef("events.run", "=", "runs.id").onRef("events.revision", "=", "runs.revision"),
    )
    .select(["runs.id", "events.event"])
    .where("runs.status", "=", "closed")
    .where("runs.flow", "!=", forgottenFlow)
    .where("runs.started_at", "<", before)
    .orderBy("runs.started_at")
    .execute();
  const over = old.filter(({ event }) => momentOf(event) < before).slice(0, most);
  for (const { id } of over) await forgetRun(database, id);
  return over.length;
}

/** When an event happened; one that is damaged is no reason to remove what may be young. */
function momentOf(event: string): number {
  const value = readJson(event);
  const isDated = typeof value === "object" && value !== null && "at" in value;
  return isDated && typeof value.at === "number" ? value.at : Number.POSITIVE_INFINITY;
}
