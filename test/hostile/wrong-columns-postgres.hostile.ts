import { Client } from "pg";
import { afterAll, beforeAll, describe } from "vitest";
import type { Clock } from "../../src/engine/ports.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import type { HeldStore } from "../../src/store/store.ts";
import { type Spoilt, wrongColumns } from "../engine/damage/wrong-columns.ts";
import { folders } from "../store/folder.ts";
import { columnsIn } from "../store/schema.ts";
import { databases, missing } from "../store/server/databases.ts";

const columns = await columnsIn(folders()());
const isNumber = ({ type }: (typeof columns)[number]) => type.toLowerCase() !== "text";
const tables = [...new Set(columns.map(({ table }) => table))];

describe.skipIf(missing)("PostgreSQL", () => {
  const { make } = databases();
  let hand: Client;
  let store: HeldStore;
  let clock: Clock = () => 0;

  beforeAll(async () => {
    const url = await make();
    const log = { warn: () => {} };
    store = await openPostgres({ url, clock: () => clock(), log, serverClock: false });
    hand = new Client({ connectionString: url });
    await hand.connect();
    // Rows are put in without their runs, and runs taken from their rows.
    await hand.query("set session_replication_role = replica");
  });
  afterAll(async () => {
    await hand.end();
    await store.close();
  });

  const each = (sql: (table: string) => string) => hand.query(tables.map(sql).join("; "));
  const database: Spoilt = {
    open: async (given) => {
      clock = given;
      return { ...store, close: async () => {} };
    },
    keep: async () => void (await each((one) => `create table whole_${one} as table ${one}`)),
    putBack: async () => {
      // To truncate makes some fifty files anew, each time.
      await each((one) => `delete from ${one}`);
      await each((one) => `insert into ${one} table whole_${one}`);
    },
    change: async (sql) => void (await hand.query(sql)),
  };

  // Texts are read by the same code as those of SQLite; what a database counts with, each counts in its own way.
  wrongColumns(columns.filter(isNumber), () => database);
});
