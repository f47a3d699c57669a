import type { Kysely, Transaction } from "kysely";
import { StoreUnavailable } from "../engine/errors.ts";
import type { Tables } from "./tables.ts";

/** What a transaction came to; `keep` false undoes everything that it did. */
export interface Outcome<Answer> {
  readonly keep: boolean;
  readonly answer: Answer;
}

/**
 * Runs `work` in one transaction and commits it when its outcome says so. Once `signal` has aborted nothing is committed
 * any more: rejects with StoreUnavailable.
 */
export async function atomically<Answer>(
  db: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Outcome<Answer>>,
  signal?: AbortSignal,
): Promise<Answer> {
  refuseWhenAborted(signal);
  const transaction = await db.startTransaction().execute();
  try {
    const { keep, answer } = await work(transaction);
    refuseWhenAborted(signal);
    await (keep ? transaction.commit() : transaction.rollback()).execute();
    return answer;
  } catch (thrown) {
    if (!transaction.isRolledBack) await transaction.rollback().execute();
    throw thrown;
  }
}

function refuseWhenAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new StoreUnavailable(
    "This was not recorded, because the database did not answer in time. Please try again.",
    { cause: signal.reason },
  );
}
