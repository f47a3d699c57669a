import type { Kysely } from "kysely";

/** What makes the hash of an event say nothing of its words once they are struck, and the hash that it had then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("events")
    .addColumn("salt", "text", (is) => is.notNull().defaultTo(""))
    .execute();
  await db.schema.alterTable("events").addColumn("struck", "text").execute();
}
