import { type Kysely, sql } from "kysely";

/** When raw material was kept, so that it can be pruned by age; what is there already counts from its run's start. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("facts")
    .addColumn("kept_at", "bigint", (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update facts set kept_at = (select started_at from runs where runs.id = facts.run)`.execute(
    db,
  );
  await db.schema.createIndex("facts_kept_at").on("facts").column("kept_at").execute();
}
