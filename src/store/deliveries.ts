import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Remembers a delivery as recorded at `at`; the run that recorded it when it was recorded before. */
export async function remember(
  db: Kysely<Tables>,
  delivery: { readonly id: string; readonly run: string; readonly at: number },
): Promise<string | undefined> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("deliveries")
    .values(delivery)
    .onConflict((row) => row.column("id").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return undefined;
  const before = await db
    .selectFrom("deliveries")
    .select("run")
    .where("id", "=", delivery.id)
    .executeTakeFirst();
  return before?.run;
}

/** Removes deliveries recorded before `before`; returns how many. */
export async function forgetDeliveries(db: Kysely<Tables>, before: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("deliveries")
    .where("at", "<", before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
