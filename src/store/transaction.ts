import type { Kysely, Transaction } from "kysely";
import { StoreUnavailable } from "../engine/errors.ts";
import type { Dialect } from "./dialect.ts";
import type { Tables } from "./tables.ts";

/** What a transaction came to; `keep` false undoes everything that it did. */
export interface Outcome<Answer> {
  readonly keep: boolean;
  readonly answer: Answer;
}

/** A database with what is particular to it. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
}

/** Transactions of one run may get in each other's way a few times; more often is a fault. */
const tries = 10;

/**
 * Runs `work` in one transaction and commits it when its outcome says so; again, when another transaction was quicker.
 * Once `signal` has aborted nothing is committed any more: rejects with StoreUnavailable.
 */
export async function atomically<Answer>(
  { db, dialect }: Database,
  work: Work<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  for (let trial = 1; ; trial++) {
    try {
      return await once(db, work, signal);
    } catch (thrown) {
      if (trial === tries || !dialect.raced(thrown)) throw thrown;
    }
  }
}

type Work<Answer> = (transaction: Transaction<Tables>) => Promise<Outcome<Answer>>;

async function once<Answer>(
  db: Kysely<Tables>,
  work: Work<Answer>,
  signal: AbortSignal | undefined,
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
