import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import type { Unreadable } from "../../src/engine/ports.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { change, claimed, probe, show, started } from "./contract/samples.ts";
import { folders } from "./folder.ts";

const folder = folders();

/** A store in whose file each column of JSON of run r1 is cut, as a full disk or a hand may leave it. */
async function cut() {
  const path = join(folder(), "handrail.db");
  const store = await openSqlite({ path, clock: () => 9 });
  const facts = { visit: "a#1", json: { raw: "text" } };
  await store.commit(change("r1", 0, { effects: [probe("r1", "a#1", 5)], facts }));
  await started(store, "r2", [show("r2", 8)]);
  using database = new DatabaseSync(path);
  database.exec("update effects set effect = substr(effect, 1, 9) where run = 'r1'");
  database.exec("update events set event = substr(event, 1, 9) where run = 'r1'");
  database.exec("update facts set facts = substr(facts, 1, 5) where run = 'r1'");
  return { store, path };
}

it("goes on with all other work, and tells whoever listens what was set aside", async () => {
  const { store } = await cut();
  const told: Unreadable[] = [];
  store.onUnreadable((what) => told.push(what));
  expect(await claimed(store, 9, "L1")).toMatchObject({ run: "r2", key: "show" });
  expect(told).toMatchObject([{ run: "r1", key: "probe a#1" }]);
  expect(await store.facts("r1", "a#1")).toBeUndefined();
  await store.close();
});

it("takes damaged rows away as they are, and brings them back so", async () => {
  const { store } = await cut();
  const lines = await all(store.archive.lines());
  expect(lines.filter((line) => line.includes("_damaged"))).toHaveLength(3);
  await store.close();
  const other = await openSqlite({ path: ":memory:", clock: () => 9 });
  expect(await other.archive.restore(given(lines))).toBe(2);
  expect(await all(other.archive.lines())).toEqual(lines);
  await other.close();
});

async function all(given: AsyncIterable<string>): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of given) lines.push(line);
  return lines;
}

async function* given(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
