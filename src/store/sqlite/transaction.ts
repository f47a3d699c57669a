import type { Kysely } from "kysely";
import type { Tables } from "../tables.ts";
import type { Begun } from "../transaction.ts";

/** A transaction of SQLite: nothing can come between its last statement and its commit, so there is nothing to break off. */
export async function beginIn(
  db: Kysely<Tables>,
  mode: "read write" | "read only" = "read write",
): Promise<Begun> {
  const transaction = await db.startTransaction().setAccessMode(mode).execute();
  const rollback = () => transaction.rollback().execute();
  const commit = () =>
    transaction
      .commit()
      .execute()
      .catch(async (thrown) => {
        await rollback();
        throw thrown;
      });
  return { db: transaction, commit, rollback };
}
