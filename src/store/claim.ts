import type { Kysely } from "kysely";
import type { Claim } from "../engine/ports.ts";
import type { Dialect } from "./dialect.ts";
import type { EffectsTable, Tables } from "./tables.ts";
import { atomically, type Database } from "./transaction.ts";

/** Leases the oldest due effect whose run and lane nobody works on, until `now + leaseMs`; undefined when there is none. */
export function claim(
  database: Database,
  now: number,
  leaseMs: number,
  lease: string,
): Promise<Claim | undefined> {
  return atomically(database, async (transaction) => {
    const next = await oldestDue(transaction, database.dialect, now);
    if (next === undefined) return { keep: false, answer: undefined };
    await endExpiredLease(transaction, next, now);
    const taken = await take(transaction, next, { lease, lease_until: now + leaseMs });
    return { keep: true, answer: readClaim(taken, lease) };
  });
}

function oldestDue(db: Kysely<Tables>, dialect: Dialect, now: number) {
  const query = db
    .selectFrom("effects")
    .select(["effects.run", "effects.key", "effects.lane"])
    .where("effects.dead", "=", 0)
    .where("effects.due", "<=", now)
    // Said twice, for where rows are locked one by one: there only what stands on the row itself is looked at anew.
    .where((is) => is.or([is("lease_until", "is", null), is("lease_until", "<=", now)]))
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom("effects as other")
            .select("other.key")
            .whereRef("other.run", "=", "effects.run")
            .whereRef("other.lane", "=", "effects.lane")
            .where("other.lease_until", ">", now),
        ),
      ),
    )
    .orderBy("effects.due")
    .orderBy("effects.asked")
    .orderBy("effects.turn")
    .orderBy("effects.run")
    .limit(1);
  return dialect.holdFree(query).executeTakeFirst();
}

/** A worker that let its lease run out has failed at it, so that what kills workers does not come back for ever. */
async function endExpiredLease(
  db: Kysely<Tables>,
  { run, lane }: Pick<EffectsTable, "run" | "lane">,
  now: number,
): Promise<void> {
  await db
    .updateTable("effects")
    .set((row) => ({ lease: null, lease_until: null, attempts: row("attempts", "+", 1) }))
    .where("run", "=", run)
    .where("lane", "=", lane)
    .where("lease_until", "<=", now)
    .execute();
}

function take(
  db: Kysely<Tables>,
  { run, key }: Pick<EffectsTable, "run" | "key">,
  lease: Pick<EffectsTable, "lease" | "lease_until">,
): Promise<EffectsTable> {
  return db
    .updateTable("effects")
    .set({ ...lease, progress: null })
    .where("run", "=", run)
    .where("key", "=", key)
    .returningAll()
    .executeTakeFirstOrThrow();
}

function readClaim(row: EffectsTable, lease: string): Claim {
  const { run, key, due, attempts, wanted } = row;
  return { run, key, effect: JSON.parse(row.effect), due, lease, attempts, wanted };
}
