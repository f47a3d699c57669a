import type { Kysely } from "kysely";

/** What was heard of alerts: the offers that stand, and the requests that were taken. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("alerts")
    .addColumn("key", "text", (column) => column.notNull().primaryKey())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("thread_ts", "text", (column) => column.notNull())
    .addColumn("heard", "bigint", (column) => column.notNull())
    .addColumn("over", "integer", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .execute();
}
