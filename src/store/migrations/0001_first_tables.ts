import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";
import { noHash } from "../log/chain.ts";

/**
 * Runs with their log, the work that is due, what was posted, what Slack delivered and lets the app spend, requests of the bot's
 * own, and what was heard of alerts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await runs(db);
  await log(db);
  await effects(db);
  await messages(db);
  await deliveries(db);
  await budgets(db);
  await traffic(db);
  await alerts(db);
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
    .addColumn("head", "text", required)
    .execute();
  await runsIndexes(db);
}

async function runsIndexes(db: Kysely<unknown>): Promise<void> {
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
    .addColumn("previous", "text", (is) => is.notNull().defaultTo(noHash))
    .addColumn("salt", "text", (is) => is.notNull().defaultTo(""))
    .addColumn("struck", "text")
    .addPrimaryKeyConstraint("events_key", ["run", "revision"])
    .execute();
  await db.schema
    .createTable("facts")
    .addColumn("run", "text", ofRun)
    .addColumn("visit", "text", required)
    .addColumn("facts", "text", required)
    .addColumn("kept_at", "bigint", zero)
    .addPrimaryKeyConstraint("facts_key", ["run", "visit"])
    .execute();
  await db.schema.createIndex("facts_kept_at").on("facts").column("kept_at").execute();
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
    .addColumn("set_at", "bigint", zero)
    .addColumn("budget", "text")
    .addColumn("keep", "integer", zero)
    .addPrimaryKeyConstraint("effects_key", ["run", "key"])
    .execute();
  await effectsIndexes(db);
}

/** They hold only what can be claimed. */
async function effectsIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (name: string, columns: readonly string[], dead: 0 | 1) =>
    db.schema
      .createIndex(name)
      .on("effects")
      .columns([...columns])
      .where(sql.ref("dead"), "=", dead);
  const budget = sql.ref("budget");
  await index("effects_free", ["due", "asked", "turn", "run"], 0)
    .where(budget, "is", null)
    .execute();
  await index("effects_held", ["budget", "keep", "due", "run"], 0)
    .where(budget, "is not", null)
    .execute();
  await index("effects_dead", ["run", "key"], 1).execute();
  await db.schema.createIndex("effects_set_at").on("effects").column("set_at").execute();
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

/** What Slack lets the app spend, over all processes: when the next call is free, and until when Slack asked to wait. */
async function budgets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("budgets")
    .addColumn("name", "text", (column) => column.notNull().primaryKey())
    .addColumn("next", "bigint", required)
    .addColumn("paused_until", "bigint", required)
    .addColumn("set_at", "bigint", zero)
    .addColumn("every_ms", "bigint", zero)
    .addColumn("burst", "bigint", zero)
    .execute();
}

/** Who sends to a destination now, and how many requests went there within the hour. */
async function traffic(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("traffic")
    .addColumn("lease", "text", (column) => column.notNull().primaryKey())
    .addColumn("destination", "text", required)
    .addColumn("at", "bigint", required)
    .addColumn("requests", "integer", required)
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

/** The offers that stand, and the requests that were taken. */
async function alerts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("alerts")
    .addColumn("key", "text", (column) => column.notNull().primaryKey())
    .addColumn("channel", "text", required)
    .addColumn("thread_ts", "text", required)
    .addColumn("heard", "bigint", required)
    .addColumn("over", "integer", required)
    .addColumn("revision", "integer", required)
    .execute();
}

function required(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull();
}

function zero(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().defaultTo(0);
}

function ofRun(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().references("runs.id");
}
