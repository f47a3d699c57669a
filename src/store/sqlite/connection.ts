import type { DatabaseSync } from "node:sqlite";
import type { Begun, Queryable } from "../transaction.ts";
import { createBusyRetries } from "./busy-retries.ts";
import { beginTransaction, kyselyBy, rollback, sqliteDriver } from "./driver.ts";
import { prepareStatements } from "./prepared-statements.ts";
import { createTurns, type Turns } from "./turns.ts";

/** The one connection to a node:sqlite database, which is had in turns. */
export interface SqliteConnection extends Queries {
  /** Nothing can come between the last statement of a transaction and its commit, so there is nothing to break off. */
  readonly begin: (mode?: "read write" | "read only") => Promise<Omit<Begun, "dialect">>;
}

type Queries = Required<Pick<Queryable, "db" | "fill">>;

/** Closing the database is its owner's part. */
export function connectionTo(database: DatabaseSync): SqliteConnection {
  const answer = prepareStatements(database);
  const turns = createTurns();
  const patiently = createBusyRetries();
  // Whoever is in a transaction has the turn, and waits for none.
  const inside: Queries = {
    db: kyselyBy(sqliteDriver(database, answer, patiently)),
    fill: async (query) => answer(query),
  };
  return {
    db: kyselyBy(sqliteDriver(database, answer, patiently, turns)),
    fill: async (query) => {
      await turns.take();
      try {
        return await patiently(() => answer(query));
      } finally {
        turns.give();
      }
    },
    begin: async (mode) => {
      await turns.take();
      try {
        await patiently(() => beginTransaction(database, mode));
      } catch (thrown) {
        turns.give();
        throw thrown;
      }
      return { ...inside, ...endOf(database, turns) };
    },
  };
}

function endOf(database: DatabaseSync, turns: Turns): Pick<Begun, "commit" | "rollback"> {
  return {
    commit: async () => {
      try {
        database.exec("commit");
      } catch (thrown) {
        rollback(database);
        throw thrown;
      } finally {
        turns.give();
      }
    },
    rollback: async () => {
      try {
        rollback(database);
      } finally {
        turns.give();
      }
    },
  };
}
