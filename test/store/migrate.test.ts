import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import { expect, it } from "vitest";
import { BadConfig } from "../../src/run/errors.ts";
import { migrateTables } from "../../src/store/migrate.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { connectionTo } from "../../src/store/sqlite/connection.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { children } from "./child/start.ts";
import { change } from "./contract/samples.ts";
import { folders } from "./folder.ts";

const folder = folders();
const start = children();
const clock = () => 0;

it("migrates a second time without touching anything", async () => {
  using database = new DatabaseSync(":memory:");
  const db = connectionTo(database).db;
  await migrateTables(db, "test");
  const before = schema(database);
  expect(before).toMatch(/create table runs/i);
  await migrateTables(db, "test");
  expect(schema(database)).toBe(before);
});

it("migrates once when asked twice at once", async () => {
  using database = new DatabaseSync(":memory:");
  const db = connectionTo(database).db;
  await Promise.all([migrateTables(db, "test"), migrateTables(db, "test")]);
  expect(applied(database)).toEqual(Object.keys(migrations));
});

it("migrates once when several processes start at once", async () => {
  const path = join(folder(), "handrail.db");
  const all = [1, 2, 3].map(() => start("migrator.ts", path));
  for (const child of all) expect((await child.lines.next()).value).toBe("ready");
  for (const child of all) child.tell("go");
  for (const child of all) expect(await child.ended).toEqual({ code: 0, complaint: "" });
  using database = new DatabaseSync(path);
  expect(applied(database)).toEqual(Object.keys(migrations));
});

it("leaves nothing half done when a migration fails, and succeeds once it is mended", async () => {
  using database = new DatabaseSync(":memory:");
  const db = connectionTo(database).db;
  await migrateTables(db, "test");
  const before = schema(database);
  const failing = { ...migrations, ...later("create table half (id text)", "no such statement") };
  await expect(migrateTables(db, "test", failing)).rejects.toThrow(/syntax error/);
  expect(schema(database)).toBe(before);
  await migrateTables(db, "test", { ...migrations, ...later("create table half (id text)") });
  expect(schema(database)).toContain("half");
});

it.each([false, true])(
  "refuses a database of a newer version untouched (to read: %s)",
  async (readOnly) => {
    const path = join(folder(), "handrail.db");
    await makeNewer(path);
    const old = openSqlite({ path, clock, readOnly });
    await expect(old).rejects.toThrow(BadConfig);
    await expect(old).rejects.toThrow(/newer version .*9999_later.* Install that version/);
  },
);

it("refuses to read a database of an older version, and says how to bring it up to date", async () => {
  const path = join(folder(), "handrail.db");
  const store = await openSqlite({ path, clock });
  await store.commit(change("r1", 0));
  await store.close();
  {
    using database = new DatabaseSync(path);
    database.exec("delete from kysely_migration");
  }
  const old = openSqlite({ path, clock, readOnly: true });
  await expect(old).rejects.toThrow(BadConfig);
  await expect(old).rejects.toThrow(/older version .* Start this version's bot once/);
});

it("refuses to read where there is no database, and makes none", async () => {
  const path = join(folder(), "handrail.db");
  for (const _ of [1, 2]) {
    const none = openSqlite({ path, clock, readOnly: true });
    await expect(none).rejects.toThrow(BadConfig);
    await expect(none).rejects.toThrow(/no database at .* yet/);
  }
});

it("makes the folder of a new database", async () => {
  const path = join(folder(), "a", "b", "handrail.db");
  const store = await openSqlite({ path, clock });
  expect(await store.commit(change("r1", 0))).toEqual({ kind: "committed" });
  await store.close();
});

function later(...statements: readonly string[]): { readonly [name: string]: Migration } {
  const up: Migration["up"] = async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  };
  return { "9999_later": { up } };
}

async function makeNewer(path: string): Promise<void> {
  using database = new DatabaseSync(path);
  await migrateTables(connectionTo(database).db, path, {
    ...migrations,
    ...later("create table new (id text)"),
  });
}

function schema(database: DatabaseSync): string {
  const found = database.prepare("select sql from sqlite_schema order by name").all();
  return found.map((row) => String(row.sql)).join("\n");
}

function applied(database: DatabaseSync): readonly string[] {
  const found = database.prepare("select name from kysely_migration order by name").all();
  return found.map((row) => String(row.name));
}
