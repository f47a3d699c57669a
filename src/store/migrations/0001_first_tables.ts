import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";

/** Runs with their log, the work that is due, what was posted, and what Slack delivered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await runs(db);
  await log(db);
  await effects(db);
  await messages(db);
  await deliveries(db);
}

async function runs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("runs")
    .addColumn("id", "text", (column) => column.notNull().primaryKey())
    .addColumn("flow", "text", required)
    .addColumn("version", "integer", required)
    .addColumn("subject", "text", required)
    .addColumn("exclusive", "integer", required)
    .addColumn("status", "text", required)
    .addColumn("team", "text", required)
    .addColumn("channel", "text", required)
    .addColumn("thread_ts", "text")
    .addColumn("driver", "text", required)
    .addColumn("started_at", "bigint", required)
    .addColumn("revision", "integer", required)
    .execute();
  await db.schema
    .createIndex("runs_one_open")
    .unique()
    .on("runs")
    .columns(["flow", "subject"])
    .where(sql.ref("status"), "=", "open")
    .where(sql.ref("exclusive"), "=", 1)
    .execute();
  await db.schema.createIndex("runs_newest").on("runs").column("started_at").execute();
  await db.schema.createIndex("runs_channel").on("runs").column("channel").execute();
}

async function log(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("events")
    .addColumn("run", "text", ofRun)
    .addColumn("revision", "integer", required)
    .addColumn("event", "text", required)
    .addPrimaryKeyConstraint("events_key", ["run", "revision"])
    .execute();
  await db.schema
    .createTable("facts")
    .addColumn("run", "text", ofRun)
    .addColumn("visit", "text", required)
    .addColumn("facts", "text", required)
    .addPrimaryKeyConstraint("facts_key", ["run", "visit"])
    .execute();
}

async function effects(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("effects")
    .addColumn("run", "text", ofRun)
    .addColumn("key", "text", required)
    .addColumn("lane", "text", required)
    .addColumn("visit", "text")
    .addColumn("effect", "text", required)
    .addColumn("due", "bigint", required)
    .addColumn("held_until", "bigint", required)
    .addColumn("asked", "integer", required)
    .addColumn("turn", "integer", required)
    .addColumn("wanted", "integer", required)
    .addColumn("attempts", "integer", required)
    .addColumn("lease", "text")
    .addColumn("lease_until", "bigint")
    .addColumn("dead", "integer", required)
    .addColumn("error", "text")
    .addColumn("progress", "text")
    .addPrimaryKeyConstraint("effects_key", ["run", "key"])
    .execute();
  await effectsIndexes(db);
}

async function effectsIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex("effects_due").on("effects").columns(["dead", "due"]).execute();
  await db.schema
    .createIndex("effects_one_lease")
    .unique()
    .on("effects")
    .columns(["run", "lane"])
    .where(sql.ref("lease"), "is not", null)
    .execute();
}

async function messages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("messages")
    .addColumn("run", "text", ofRun)
    .addColumn("key", "text", required)
    .addColumn("ts", "text", required)
    .addColumn("hash", "text", required)
    .addColumn("generation", "integer", required)
    .addColumn("file", "text")
    .addPrimaryKeyConstraint("messages_key", ["run", "key"])
    .execute();
  await db.schema.createIndex("messages_ts").on("messages").column("ts").execute();
}

async function deliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("deliveries")
    .addColumn("id", "text", (column) => column.notNull().primaryKey())
    .addColumn("run", "text", required)
    .addColumn("at", "bigint", required)
    .execute();
  await db.schema.createIndex("deliveries_at").on("deliveries").column("at").execute();
}

function required(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}

function ofRun(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().references("runs.id");
}
