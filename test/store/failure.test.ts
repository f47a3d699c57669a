import { chmodSync, closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import type { Store } from "../../src/engine/ports.ts";
import { StoreUnavailable } from "../../src/run/errors.ts";
import { migrateTables } from "../../src/store/migrate.ts";
import { connectionTo } from "../../src/store/sqlite/connection.ts";
import { openToWrite } from "../../src/store/sqlite/open-database.ts";
import { openSqlite, storeOver } from "../../src/store/sqlite.ts";
import { change, noted, show } from "./contract/samples.ts";
import { folders } from "./folder.ts";

const folder = folders();
const clock = () => 0;

it("keeps a log that readers can follow, which the store flushes itself", () => {
  using database = openToWrite(join(folder(), "handrail.db"));
  const setting = (name: string) => database.prepare(`pragma ${name}`).get()?.[name];
  expect(setting("journal_mode")).toBe("wal");
  expect(setting("synchronous")).toBe(1);
  expect(setting("foreign_keys")).toBe(1);
});

it("says that the disk is full, keeps what was acknowledged, and goes on once there is room", () =>
  withDatabase(async (store, database) => {
    await store.commit(change("r1", 0));
    const { page_count: pages } = { ...database.prepare("pragma page_count").get() };
    database.exec(`pragma max_page_count = ${pages}`);
    const long = change("r1", 1, {
      events: [noted("x".repeat(100_000))],
      effects: [show("r1", 5)],
    });
    const refused = store.commit(long);
    await expect(refused).rejects.toThrow(StoreUnavailable);
    await expect(refused).rejects.toThrow(/is full, so nothing was recorded. Free some space/);
    expect(await store.load("r1")).toHaveLength(1);
    expect(await store.nextDue(0)).toBeUndefined();
    database.exec("pragma max_page_count = 100000");
    expect(await store.commit(long)).toEqual({ kind: "committed" });
  }));

it("says that another program holds the database, and goes on once it lets go", () =>
  withDatabase(async (store, _, path) => {
    using other = new DatabaseSync(path);
    other.exec("begin immediate");
    const refused = store.commit(change("r1", 0));
    await expect(refused).rejects.toThrow(StoreUnavailable);
    await expect(refused).rejects.toThrow(/Another program holds .* Close it/);
    other.exec("rollback");
    expect(await store.commit(change("r1", 0))).toEqual({ kind: "committed" });
  }));

it("waits for another program that holds the database for a moment, and holds nothing up meanwhile", () =>
  withDatabase(async (store, _, path) => {
    using other = new DatabaseSync(path);
    other.exec("begin immediate");
    let longestMs = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 5);
    setTimeout(() => other.exec("rollback"), 300);
    const all = [0, 1, 2].map((nth) => store.commit(change(`r${nth}`, 0)));
    expect(await Promise.all(all)).toEqual(all.map(() => ({ kind: "committed" })));
    clearInterval(beat);
    expect(longestMs).toBeLessThan(250);
  }));

it("lets nobody wait again for who was waited for in vain", () =>
  withDatabase(async (store, _, path) => {
    using other = new DatabaseSync(path);
    other.exec("begin immediate");
    const began = performance.now();
    const all = Array.from({ length: 20 }, (_, nth) => store.commit(change(`r${nth}`, 0)));
    for (const { status } of await Promise.allSettled(all)) expect(status).toBe("rejected");
    expect(performance.now() - began).toBeLessThan(5_000);
    other.exec("rollback");
    expect(await store.commit(change("r1", 0))).toEqual({ kind: "committed" });
  }));

it("says that the tables are damaged and what to do", async () => {
  const path = join(folder(), "handrail.db");
  const store = await openSqlite({ path, clock });
  for (let revision = 0; revision < 20; revision++)
    await store.commit(change("r1", revision, { events: [noted("x".repeat(4000))] }));
  await store.close();
  damage(path);
  const opening = openSqlite({ path, clock }).then((again) => again.load("r1"));
  await expect(opening).rejects.toThrow(StoreUnavailable);
  await expect(opening).rejects.toThrow(/damaged .* restore the newest backup/);
});

it("says that the folder is no folder", async () => {
  const file = join(folder(), "file");
  writeFileSync(file, "");
  const opening = openSqlite({ path: join(file, "handrail.db"), clock });
  await expect(opening).rejects.toThrow(StoreUnavailable);
  await expect(opening).rejects.toThrow(/Check that its folder exists/);
});

it("says that a folder may not be written", () =>
  asOrdinaryUser(async () => {
    const closed = join(folder(), "closed");
    mkdirSync(closed, { mode: 0o555 });
    for (const path of [join(closed, "handrail.db"), join(closed, "deeper", "handrail.db")]) {
      const opening = openSqlite({ path, clock });
      await expect(opening).rejects.toThrow(StoreUnavailable);
      await expect(opening).rejects.toThrow(/the user that runs Handrail/);
    }
  }));

it("says that a file may not be written", () =>
  asOrdinaryUser(async () => {
    const path = join(folder(), "handrail.db");
    await (await openSqlite({ path, clock })).close();
    chmodSync(path, 0o444);
    const opening = openSqlite({ path, clock }).then((store) => store.commit(change("r1", 0)));
    await expect(opening).rejects.toThrow(StoreUnavailable);
    await expect(opening).rejects.toThrow(/cannot be written, .* the right to write the file/);
  }));

it("leaves a fault of our own what it is", () =>
  withDatabase(async (store) => {
    const message = { key: "card", ts: "1.2", hash: "abc", generation: 1 };
    const orphan = store.messages.put("no such run", message);
    await expect(orphan).rejects.toThrow(/FOREIGN KEY/);
    await expect(orphan).rejects.not.toThrow(StoreUnavailable);
  }));

async function withDatabase(
  work: (store: Store, database: DatabaseSync, path: string) => Promise<void>,
): Promise<void> {
  using opened = new DisposableStack();
  const path = join(folder(), "handrail.db");
  const database = opened.use(openToWrite(path));
  const connection = connectionTo(database);
  await migrateTables(connection.db, path);
  await work(storeOver(connection, { path, clock, opened }), database, path);
}

/** Overwrites the first page of the log, so that the file still opens. */
function damage(path: string): void {
  const [page, size] = placeOfLog(path);
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(size, 0xaa), 0, size, (page - 1) * size);
  closeSync(file);
}

function placeOfLog(path: string): readonly [page: number, size: number] {
  using database = new DatabaseSync(path);
  const root = database.prepare("select rootpage from sqlite_schema where name = 'events'").get();
  const { page_size: size } = { ...database.prepare("pragma page_size").get() };
  return [Number(root?.rootpage), Number(size)];
}

/** File modes do not bind root, as whom containers run tests: be somebody else meanwhile. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work();
  const nobody = 65_534;
  process.seteuid?.(nobody);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}
