import { setTimeout } from "node:timers/promises";
import type { CompiledQuery, Kysely, QueryResult } from "kysely";
import { StoreUnavailable } from "../run/errors.ts";
import type { DatabaseDialect } from "./dialect.ts";
import type { Tables } from "./tables.ts";

/** What a transaction came to; `keep` false undoes everything that it did. */
export interface TransactionOutcome<Answer> {
  readonly keep: boolean;
  readonly answer: Answer;
}

/** Where a query goes: to the database or into a transaction of it, in its dialect. */
export interface Queryable {
  readonly db: Kysely<Tables>;
  readonly dialect: DatabaseDialect;
  /** Executes a compiled statement, for what is given, without Kysely in between; absent where statements are built anew each time. */
  readonly fill?: <Row>(
    query: Pick<CompiledQuery, "sql" | "parameters">,
  ) => Promise<QueryResult<Row>>;
}

/** A database and how to begin a transaction there. */
export interface Database extends Queryable {
  /** Begins a transaction, which `signal` may break off at any moment until its commit is under way. */
  readonly begin: (signal?: AbortSignal) => Promise<Begun>;
}

/** A transaction that has begun; throughout it, a moment of our clock is the same moment of the database's. */
export interface Begun extends Queryable {
  /** Rejects with StoreUnavailable that says so when it is unknown whether the transaction was kept. */
  readonly commit: () => Promise<void>;
  /** Undoes everything and gives the connection back, which may be broken. */
  readonly rollback: () => Promise<void>;
}

/**
 * Runs `work` in one transaction and commits it when its outcome says so; again, while the dialect has patience with what it
 * failed of. Once `signal` has aborted nothing is committed any more: rejects with StoreUnavailable.
 */
export function runTransaction<Answer>(
  { dialect, begin }: Database,
  work: Work<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  return withRetries(dialect, () => once(begin, work, signal), signal);
}

/** Does `work`; again, while the dialect has patience with what it failed of and `signal` has not aborted. */
export async function withRetries<Answer>(
  { patience }: Pick<DatabaseDialect, "patience">,
  work: () => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  for (let trial = 1; ; trial++) {
    refuseWhenAborted(signal);
    try {
      return await work();
    } catch (thrown) {
      const waitMs = patience(thrown, trial);
      if (waitMs === undefined) throw thrown;
      // A wait that is broken off ends in the refusal above.
      await setTimeout(waitMs, undefined, { signal }).catch(() => {});
    }
  }
}

type Work<Answer> = (transaction: Queryable) => Promise<TransactionOutcome<Answer>>;

async function once<Answer>(
  begin: Database["begin"],
  work: Work<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  let transaction: Begun | undefined;
  let outcome: TransactionOutcome<Answer>;
  try {
    transaction = await begin(signal);
    outcome = await work(transaction);
    refuseWhenAborted(signal);
  } catch (thrown) {
    await transaction?.rollback();
    refuseWhenAborted(signal);
    throw thrown;
  }
  await (outcome.keep ? transaction.commit() : transaction.rollback());
  return outcome.answer;
}

function refuseWhenAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new StoreUnavailable(
    "This was not recorded, because the database did not answer in time. Please try again.",
    { cause: signal.reason },
  );
}
