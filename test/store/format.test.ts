import { expect, it } from "vitest";
import { lineKinds } from "../../src/store/archive/format.ts";
import { migrateTables } from "../../src/store/migrate.ts";
import { connectionTo } from "../../src/store/sqlite/connection.ts";
import { openToWrite } from "../../src/store/sqlite/open-database.ts";

/**
 * A claim ends with its process, progress with its claim, and what Slack allows, or is waited for, is for the moment. What was heard of
 * alerts keeps one from being offered twice, which harms nobody after a restore.
 */
const left = [
  "alerts",
  "budgets",
  "traffic",
  ...["lease", "lease_until", "progress", "set_at", "budget", "keep"].map((it) => `effects.${it}`),
];

it("takes every column of every table along, but for what only holds while a process lives", async () => {
  using database = openToWrite(":memory:");
  const db = connectionTo(database).db;
  await migrateTables(db, "test");
  const tables = await db.introspection.getTables();
  const there = tables.flatMap(({ name, columns }) => columns.map((it) => `${name}.${it.name}`));
  const taken = Object.values(lineKinds).flatMap(({ table, columns }) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  );
  const kept = there.filter(
    (column) => !left.some((it) => it === column || it === column.split(".")[0]),
  );
  expect(taken.sort()).toEqual(kept.sort());
});
