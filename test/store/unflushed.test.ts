import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import type { Store } from "../../src/engine/ports.ts";
import { migrate } from "../../src/store/migrate.ts";
import { kyselyOver } from "../../src/store/sqlite/kysely.ts";
import { openSqlite, storeOver } from "../../src/store/sqlite.ts";
import { claimed, show, started } from "./contract/samples.ts";
import { folders } from "./folder.ts";

const folder = folders();
const clock = () => 0;
const message = { key: "card", ts: "1.2", hash: "abc", generation: 1 };
const budget = { name: "post", everyMs: 1_000, burst: 1 };

/** Notes at each commit whether it was flushed (2 is full, 1 is normal). */
class Watched extends DatabaseSync {
  readonly commits: unknown[] = [];
  override exec(text: string): void {
    if (text === "commit") this.commits.push(this.flushing());
    super.exec(text);
  }
  flushing(): unknown {
    return super.prepare("pragma synchronous").get()?.synchronous;
  }
}

async function watched(work: (store: Store, database: Watched) => Promise<void>): Promise<void> {
  using opened = new DisposableStack();
  const path = join(folder(), "handrail.db");
  const database = opened.use(new Watched(path));
  database.exec("pragma journal_mode = wal; pragma synchronous = full");
  const db = kyselyOver(database);
  await migrate(db, path);
  database.commits.length = 0;
  await work(storeOver(db, { path, clock, opened }), database);
}

it("flushes what was promised, and not what is only kept account of", () =>
  watched(async (store, database) => {
    await started(store, "r1", [show("r1", 0)]);
    await claimed(store, 0, "lease");
    await started(store, "r2", [show("r2", 0)]);
    expect(database.commits).toEqual([2, 1, 2]);
  }));

it("flushes again after each piece of bookkeeping, also one that failed", () =>
  watched(async (store, database) => {
    await started(store, "r1", [show("r1", 0)]);
    const claim = await claimed(store, 0, "lease");
    await store.renew(claim, 2_000);
    expect(database.flushing()).toBe(2);
    await store.postpone(claim, 0, "later", true);
    expect(database.flushing()).toBe(2);
    database.exec("drop table budgets");
    await expect(store.budgets.spend(budget, 0)).rejects.toThrow();
    expect(database.flushing()).toBe(2);
  }));

it("does again what a loss of power took, and lacks nothing that was promised", async () => {
  const [kept, path] = [join(folder(), "kept.db"), join(folder(), "handrail.db")];
  const store = await openSqlite({ path, clock });
  await started(store, "r1", [show("r1", 0)]);
  await store.messages.put("r1", message);
  // What is on the disk at the last flush: all that comes after it may be lost together.
  for (const end of ["", "-wal"]) copyFileSync(`${path}${end}`, `${kept}${end}`);
  await store.budgets.spend(budget, 0);
  await store.finish(await claimed(store, 0, "lease"));
  expect(await store.claim(0, 1_000, "other")).toBeUndefined();
  const log = await store.load("r1");
  await store.close();

  const after = await openSqlite({ path: kept, clock });
  expect(await after.load("r1")).toEqual(log);
  expect(await after.messages.all("r1")).toMatchObject([message]);
  expect(await claimed(after, 0, "lease")).toMatchObject({ run: "r1", key: "show", attempts: 0 });
  await after.close();
});
