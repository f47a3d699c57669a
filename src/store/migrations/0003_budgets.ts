import type { Kysely } from "kysely";

/** What Slack lets the app spend, over all processes: when the next call is free, and until when Slack asked to wait. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("budgets")
    .addColumn("name", "text", (column) => column.notNull().primaryKey())
    .addColumn("next", "bigint", (column) => column.notNull())
    .addColumn("paused_until", "bigint", (column) => column.notNull())
    .execute();
}
