import type { SendQuota } from "../engine/send-quota.ts";
import { aheadMs } from "./effects/clock-jumps.ts";
import { type Database, type Queryable, runTransaction } from "./transaction.ts";

/** Begins to send where nobody else does and the hour has room. One row a look; the index lets one a destination be alive. */
export async function acquireSendLease(
  database: Database,
  wanted: Parameters<SendQuota["begin"]>[0],
  now: number,
): ReturnType<SendQuota["begin"]> {
  const { destination, leaseMs, perHour } = wanted;
  // Kept also where nothing may be sent: else it would be a moment old at each try.
  await setBackAhead(database, destination, now);
  return runTransaction<Begun>(database, async (access) => {
    await endLost(access, destination, now, leaseMs);
    if (!(await take(access, wanted, now))) return { keep: false, answer: { kind: "busy" } };
    const sent = (await sentWithin(access, destination, now)) - wanted.requests;
    if (sent + wanted.requests > perHour) return { keep: false, answer: { kind: "spent", sent } };
    await forgetOld(access, destination, now);
    return { keep: true, answer: { kind: "begun" } };
  });
}

type Begun = Awaited<ReturnType<SendQuota["begin"]>>;

/** False when the lease was lost. */
export async function renewSendLease(access: Queryable, lease: string, until: number) {
  const { numUpdatedRows } = await access.db
    .updateTable("traffic")
    .set({ lease_until: access.dialect.moment(until) })
    .where("lease", "=", lease)
    .where("lease_until", "is not", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** How many were sent counts for the hour that follows the last of them: a look takes minutes. */
export async function releaseSendLease(
  { db, dialect }: Queryable,
  lease: string,
  requests: number,
  now: number,
): Promise<void> {
  await db
    .updateTable("traffic")
    .set({ lease_until: null, requests, at: dialect.moment(now) })
    .where("lease", "=", lease)
    .execute();
}

/** Who lost a lease may have sent until its end. One longer than any is of a clock that was ahead, and has no one behind it either. */
async function endLost(
  { db, dialect }: Queryable,
  destination: string,
  now: number,
  leaseMs: number,
) {
  await db
    .updateTable("traffic")
    .set((row) => ({ lease_until: null, at: row.ref("lease_until").$notNull() }))
    .where("destination", "=", destination)
    .where((is) =>
      is.or([
        is("lease_until", "<=", dialect.moment(now)),
        is("lease_until", ">", dialect.moment(now + 2 * leaseMs)),
      ]),
    )
    .execute();
}

async function take(
  { db, dialect }: Queryable,
  { lease, destination, requests, leaseMs }: Parameters<SendQuota["begin"]>[0],
  now: number,
): Promise<boolean> {
  const times = { at: dialect.moment(now), lease_until: dialect.moment(now + leaseMs) };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("traffic")
    .values({ lease, destination, requests, ...times })
    .onConflict((row) => row.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** What lies ahead was dated by a clock that was set back since: it counts for an hour from now, for nobody knows when it was. */
async function setBackAhead({ db, dialect }: Queryable, destination: string, now: number) {
  await db
    .updateTable("traffic")
    .set({ at: dialect.moment(now) })
    .where("destination", "=", destination)
    .where("at", ">", dialect.moment(now + aheadMs))
    .where("at", "<", dialect.moment(now + hourMs))
    .execute();
}

/** What lies further ahead than an hour was dated by a clock that was wrong. */
async function sentWithin(
  { db, dialect }: Queryable,
  destination: string,
  now: number,
): Promise<number> {
  const { sum } = await db
    .selectFrom("traffic")
    .select((row) => row.fn.sum("requests").as("sum"))
    .where("destination", "=", destination)
    .where("at", ">", dialect.moment(now - hourMs))
    .where("at", "<", dialect.moment(now + hourMs))
    .executeTakeFirstOrThrow();
  return Number(sum ?? 0);
}

async function forgetOld(
  { db, dialect }: Queryable,
  destination: string,
  now: number,
): Promise<void> {
  await db
    .deleteFrom("traffic")
    .where("destination", "=", destination)
    .where("lease_until", "is", null)
    .where((is) =>
      is.or([
        is("at", "<=", dialect.moment(now - hourMs)),
        is("at", ">=", dialect.moment(now + hourMs)),
      ]),
    )
    .execute();
}

const hourMs = 3_600_000;
