import type { Kysely } from "kysely";
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from "kysely/migration";
import { BadConfig } from "../run/errors.ts";
import { migrations as ours } from "./migrations/index.ts";
import type { Tables } from "./tables.ts";

type Migrations = { readonly [name: string]: Migration };

/**
 * Brings the tables of the database `called` up to date, safely also twice and by two processes at once. Rejects with
 * BadConfig when a newer version of Handrail wrote it, or with what the database threw.
 */
export async function migrateTables(
  db: Kysely<Tables>,
  called: string,
  migrations: Migrations = ours,
): Promise<void> {
  await refuseNewer(db, called, migrations);
  const provider = { getMigrations: async () => ({ ...migrations }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}

/** Rejects with BadConfig unless the tables are exactly those of this version: for readers, who may not migrate. */
export async function refuseOther(
  db: Kysely<Tables>,
  called: string,
  migrations: Migrations = ours,
): Promise<void> {
  const applied = await refuseNewer(db, called, migrations);
  if (Object.keys(migrations).every((name) => applied.includes(name))) return;
  throw new BadConfig(
    `The database ${called} was written by an older version of Handrail. ` +
      "Start this version's bot once, which brings the database up to date; then read it again.",
  );
}

async function refuseNewer(
  db: Kysely<Tables>,
  called: string,
  migrations: Migrations,
): Promise<readonly string[]> {
  const applied = await appliedTo(db);
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length === 0) return applied;
  throw new BadConfig(
    `The database ${called} was written by a newer version of Handrail ` +
      `(it has the change ${unknown.join(", ")}, which this version does not know). Nothing was touched. ` +
      "Install that version or a later one, or restore a backup from before the upgrade.",
  );
}

async function appliedTo(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
  const found = await db
    .withTables<{ [DEFAULT_MIGRATION_TABLE]: { readonly name: string } }>()
    .selectFrom(DEFAULT_MIGRATION_TABLE)
    .select("name")
    .orderBy("name")
    .execute();
  return found.map(({ name }) => name);
}
