import type { Access, Begun } from "../transaction.ts";

/** A transaction of SQLite: nothing can come between its last statement and its commit, so there is nothing to break off. */
export async function beginIn(
  { db, dialect }: Access,
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
  return { db: transaction, dialect, commit, rollback };
}
