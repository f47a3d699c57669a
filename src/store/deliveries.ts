import type { Kysely } from "kysely";
import { isDone, statement } from "./statement.ts";
import type { Tables } from "./tables.ts";
import type { Queryable } from "./transaction.ts";

interface Delivery {
  readonly id: string;
  readonly run: string;
  readonly at: number;
}

/** Remembers a delivery as recorded at `at`; the run that recorded it when it was recorded before. */
export async function rememberDelivery(
  access: Queryable,
  delivery: Delivery,
): Promise<string | undefined> {
  if (isDone(await insert(access, delivery))) return undefined;
  const before = await access.db
    .selectFrom("deliveries")
    .select("run")
    .where("id", "=", delivery.id)
    .executeTakeFirst();
  return before?.run;
}

const insert = statement((db, { id, run, at }: Delivery) =>
  db
    .insertInto("deliveries")
    .values({ id, run, at })
    .onConflict((row) => row.column("id").doNothing()),
);

/** Removes deliveries recorded before `before`; returns how many. */
export async function forgetDeliveries(db: Kysely<Tables>, before: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("deliveries")
    .where("at", "<", before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
