import { type Kysely, sql } from "kysely";

/** Requests of the bot's own: who sends to a destination now, and how many went there within the hour. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("traffic")
    .addColumn("lease", "text", (column) => column.notNull().primaryKey())
    .addColumn("destination", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("requests", "integer", (column) => column.notNull())
    .addColumn("lease_until", "bigint")
    .execute();
  await db.schema
    .createIndex("traffic_one_sends")
    .unique()
    .on("traffic")
    .column("destination")
    .where(sql.ref("lease_until"), "is not", null)
    .execute();
}
