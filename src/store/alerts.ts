import type { Kysely } from "kysely";
import type { HeardAlert } from "../engine/heard-alerts.ts";
import type { Tables } from "./tables.ts";

export async function findAlert(db: Kysely<Tables>, key: string): Promise<HeardAlert | undefined> {
  const row = await db.selectFrom("alerts").selectAll().where("key", "=", key).executeTakeFirst();
  if (row === undefined) return undefined;
  const { channel, thread_ts: threadTs, heard, over, revision } = row;
  return { channel, threadTs, heard, isOver: over === 1, revision };
}

/** Of several that write at once on the same revision, one does. */
export async function putAlert(
  db: Kysely<Tables>,
  key: string,
  alert: Omit<HeardAlert, "revision">,
  revision: number,
): Promise<boolean> {
  const row = {
    channel: alert.channel,
    thread_ts: alert.threadTs,
    heard: alert.heard,
    over: alert.isOver ? (1 as const) : (0 as const),
    revision: revision + 1,
  };
  if (revision === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("alerts")
      .values({ key, ...row })
      .onConflict((other) => other.column("key").doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await db
    .updateTable("alerts")
    .set(row)
    .where("key", "=", key)
    .where("revision", "=", revision)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function forgetAlerts(db: Kysely<Tables>, before: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("alerts")
    .where("heard", "<", before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
