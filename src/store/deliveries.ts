import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Remembers a delivery as recorded at `at`; false when it was recorded before. */
export async function remember(
  db: Kysely<Tables>,
  delivery: { readonly id: string; readonly run: string; readonly at: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("deliveries")
    .values(delivery)
    .onConflict((row) => row.column("id").doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Removes deliveries recorded before `before`; returns how many. */
export async function forgetDeliveries(db: Kysely<Tables>, before: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("deliveries")
    .where("at", "<", before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
