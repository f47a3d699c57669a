import { sql } from "kysely";
import { expect, it } from "vitest";
import { rememberDelivery } from "../../src/store/deliveries.ts";
import type { DatabaseDialect } from "../../src/store/dialect.ts";
import { migrateTables } from "../../src/store/migrate.ts";
import { connectionTo, type SqliteConnection } from "../../src/store/sqlite/connection.ts";
import { openToWrite } from "../../src/store/sqlite/open-database.ts";
import { type Database, runTransaction } from "../../src/store/transaction.ts";

const quicker = new Error("another transaction was quicker");

it("tries again from the start when another transaction was quicker", async () => {
  using opened = openToWrite(":memory:");
  const database = await ready(connectionTo(opened));
  const trials: (string | undefined)[] = [];
  const answer = await runTransaction(database, async (transaction) => {
    trials.push(await rememberDelivery(transaction, { id: "d1", run: "r1", at: 0 }));
    if (trials.length < 3) throw quicker;
    return { keep: true, answer: "recorded" };
  });
  expect(answer).toBe("recorded");
  expect(trials).toEqual([undefined, undefined, undefined]);
  expect(await deliveries(database)).toEqual([{ id: "d1" }]);
});

it("gives up when another transaction is always quicker, and leaves nothing behind", async () => {
  using opened = openToWrite(":memory:");
  const database = await ready(connectionTo(opened));
  const never = runTransaction(database, async (transaction) => {
    await rememberDelivery(transaction, { id: "d1", run: "r1", at: 0 });
    throw quicker;
  });
  await expect(never).rejects.toBe(quicker);
  expect(await deliveries(database)).toEqual([]);
});

it("does not try again after any other failure", async () => {
  using opened = openToWrite(":memory:");
  const database = await ready(connectionTo(opened));
  let trials = 0;
  const failing = runTransaction(database, async () => {
    trials += 1;
    throw new Error("a fault of our own");
  });
  await expect(failing).rejects.toThrow("a fault of our own");
  expect(trials).toBe(1);
});

async function ready({ db, fill, begin }: SqliteConnection): Promise<Database> {
  await migrateTables(db, "test");
  const dialect: DatabaseDialect = {
    moment: (at) => sql<number>`${at}`,
    ours: (moment) => sql<number>`${moment}`,
    holdFree: (query) => query,
    patience: (thrown, trial) => (thrown === quicker && trial < 10 ? 0 : undefined),
    failure: (thrown) => thrown,
  };
  return { db, fill, dialect, begin: async () => ({ ...(await begin()), dialect }) };
}

function deliveries({ db }: Database) {
  return db.selectFrom("deliveries").select("id").execute();
}
