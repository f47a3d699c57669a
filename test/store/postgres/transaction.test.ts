import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../../src/run/errors.ts";
import { readDatabaseAddress } from "../../../src/store/postgres/address.ts";
import { postgresFailure } from "../../../src/store/postgres/failure.ts";
import { createPool } from "../../../src/store/postgres/pool.ts";
import { beginIn } from "../../../src/store/postgres/transaction.ts";
import { databases, missing, server } from "../server/databases.ts";
import { order } from "../server/order.ts";

describe.skipIf(missing)("a transaction of PostgreSQL", () => {
  const { make } = databases();

  it.each([
    ["off", "local"],
    ["remote_apply", "remote_apply"],
  ])("waits for the disk although the database is set to %s", async (set, holds) => {
    const url = await make();
    const name = new URL(url).pathname.slice(1);
    await order(server, `alter database "${name}" set synchronous_commit = ${set}`);
    const pool = createPool({ address: readDatabaseAddress(url), connections: 1 });
    const { db, rollback } = await beginIn(pool);
    const { rows } = await sql<{ is: string }>`
      select current_setting('synchronous_commit') as is`.execute(db);
    expect(rows).toEqual([{ is: holds }]);
    await rollback();
    await pool.end();
  });

  it("is ended by the server itself when we are gone and it waits", async () => {
    const pool = createPool({ address: readDatabaseAddress(await make()), connections: 1 });
    const { db, rollback } = await beginIn(pool);
    const { rows } = await sql<{
      name: string;
      setting: string;
    }>`select name, setting from pg_settings
      where name like '%\_timeout' and source = 'session' order by name`.execute(db);
    expect(rows).toEqual([
      { name: "idle_in_transaction_session_timeout", setting: "10000" },
      { name: "lock_timeout", setting: "2000" },
      { name: "statement_timeout", setting: "5000" },
    ]);
    await rollback();
    await pool.end();
  });

  it("is broken off when its connection is used for too long", async () => {
    const pool = createPool({
      address: readDatabaseAddress(await make()),
      connections: 1,
      limitMs: 60,
    });
    const { db, rollback } = await beginIn(pool);
    const sleeping = sql`select pg_sleep(20)`.execute(db);
    const told = sleeping.catch((thrown) => Promise.reject(postgresFailure("db")(thrown)));
    await expect(told).rejects.toThrow("The database db did not answer in time");
    const next = sql`select 1`.execute(db).catch((thrown) => postgresFailure("db")(thrown));
    expect(await next).toBeInstanceOf(StoreUnavailable);
    await rollback();
    expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});
