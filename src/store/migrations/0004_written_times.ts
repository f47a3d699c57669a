import { type Kysely, sql } from "kysely";

/**
 * By which clock the times of a row were set, so that a clock that was ahead can be made up for; and work that waits for a budget,
 * in the order in which it is let through. The indexes hold only what can be claimed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await effects(db);
  await effectsIndexes(db);
  for (const column of ["set_at", "every_ms", "burst"])
    await db.schema
      .alterTable("budgets")
      .addColumn(column, "bigint", (is) => is.notNull().defaultTo(0))
      .execute();
}

async function effects(db: Kysely<unknown>): Promise<void> {
  const add = db.schema.alterTable("effects");
  await add.addColumn("set_at", "bigint", (is) => is.notNull().defaultTo(0)).execute();
  await add.addColumn("budget", "text").execute();
  await add.addColumn("keep", "integer", (is) => is.notNull().defaultTo(0)).execute();
}

async function effectsIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex("effects_due").execute();
  await db.schema
    .createIndex("effects_free")
    .on("effects")
    .columns(["due", "asked", "turn", "run"])
    .where(sql.ref("dead"), "=", 0)
    .where(sql.ref("budget"), "is", null)
    .execute();
  await db.schema
    .createIndex("effects_held")
    .on("effects")
    .columns(["budget", "keep", "due", "run"])
    .where(sql.ref("dead"), "=", 0)
    .where(sql.ref("budget"), "is not", null)
    .execute();
  await db.schema
    .createIndex("effects_dead")
    .on("effects")
    .columns(["run", "key"])
    .where(sql.ref("dead"), "=", 1)
    .execute();
  await db.schema.createIndex("effects_set_at").on("effects").column("set_at").execute();
}
