import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Store } from "../../src/engine/ports.ts";
import { StoreUnavailable } from "../../src/run/errors.ts";
import { migrateTables } from "../../src/store/migrate.ts";
import { connectionTo } from "../../src/store/sqlite/connection.ts";
import { sqliteDialect } from "../../src/store/sqlite/dialect.ts";
import { openToWrite } from "../../src/store/sqlite/open-database.ts";
import { flushOf, shareFlush } from "../../src/store/sqlite/wal-flush.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { createStore } from "../../src/store/store.ts";
import { claimed, show, started } from "./contract/samples.ts";
import { folders } from "./folder.ts";

const folder = folders();
const clock = () => 0;
const message = { key: "card", ts: "1.2", hash: "abc", generation: 1 };

/** A store whose flushes are done by `flush`. */
async function flushedBy(flush: () => Promise<void>, work: (store: Store) => Promise<void>) {
  using database = openToWrite(":memory:");
  const access = { ...connectionTo(database), dialect: sqliteDialect(":memory:") };
  await migrateTables(access.db, "test");
  const { dialect } = access;
  const begin = async () => ({ ...(await access.begin()), dialect });
  const wake = { tell: () => {}, onWake: () => {} };
  const more = { begin, snapshot: begin, filling: begin, wake, close: async () => {} };
  await work(createStore({ ...access, ...more, clock, flush }));
}

it("flushes what was promised, and not what is only kept account of", async () => {
  let flushes = 0;
  const flush = async () => {
    flushes += 1;
  };
  const after = async (work: () => Promise<unknown>) => {
    const before = flushes;
    await work();
    return flushes - before;
  };
  await flushedBy(flush, async (store) => {
    expect(await after(() => started(store, "r1", [show("r1", 0)]))).toBe(1);
    expect(await after(() => store.messages.put("r1", message))).toBe(1);
    const claim = await claimed(store, 0, "lease");
    expect(await after(() => store.renew(claim, 2_000))).toBe(0);
    expect(await after(() => store.budgets.spend({ name: "b", everyMs: 1, burst: 1 }, 0))).toBe(0);
    expect(await after(() => store.finish(claim))).toBe(0);
    expect(await after(() => store.load("r1"))).toBe(0);
    expect(await after(() => store.forgetOld(0))).toBe(1);
  });
});

it("says that an event is recorded only once it is on the disk", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await flushedBy(
    () => promise,
    async (store) => {
      let isSaid = false;
      const saying = started(store, "r1", []).then(() => {
        isSaid = true;
      });
      await new Promise((later) => setImmediate(later));
      expect(await store.load("r1")).toHaveLength(1);
      expect(isSaid).toBe(false);
      resolve();
      await saying;
    },
  );
});

it("shares a flush among those who commit while another is under way, which none of them relies on", async () => {
  const begun: PromiseWithResolvers<void>[] = [];
  const flush = shareFlush(() => {
    const one = Promise.withResolvers<void>();
    begun.push(one);
    return one.promise;
  });
  const done: string[] = [];
  const first = flush().then(() => done.push("first"));
  await Promise.resolve();
  const others = [flush(), flush()].map((other) => other.then(() => done.push("other")));
  begun[0]?.resolve();
  await first;
  expect(done).toEqual(["first"]);
  expect(begun).toHaveLength(2);
  begun[1]?.resolve();
  await Promise.all(others);
  expect(begun).toHaveLength(2);
});

it("promises nothing any more once a flush has failed", async () => {
  let tries = 0;
  const flush = shareFlush(async () => {
    tries += 1;
    throw new Error("the disk is gone");
  });
  await expect(flush()).rejects.toThrow("the disk is gone");
  await expect(flush()).rejects.toThrow("the disk is gone");
  expect(tries).toBe(1);
});

it("says that nobody knows what the disk kept", async () => {
  using opened = new DisposableStack();
  const flushing = flushOf(join(folder(), "gone.db"), opened)();
  await expect(flushing).rejects.toThrow(StoreUnavailable);
  await expect(flushing).rejects.toThrow(/not known whether this was recorded.* start Handrail/);
});

it("does again what a loss of power took, and lacks nothing that was promised", async () => {
  const [kept, path] = [join(folder(), "kept.db"), join(folder(), "handrail.db")];
  const store = await openSqlite({ path, clock });
  await started(store, "r1", [show("r1", 0)]);
  await store.messages.put("r1", message);
  // What is on the disk at the last flush: all that comes after it may be lost together.
  for (const end of ["", "-wal"]) copyFileSync(`${path}${end}`, `${kept}${end}`);
  await store.budgets.spend({ name: "post", everyMs: 1_000, burst: 1 }, 0);
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
