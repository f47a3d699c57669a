import type { SelectQueryBuilder } from "kysely";

/** The few things in which the databases differ; all else is written once. */
export interface Dialect {
  /** Keeps the selected rows from changing until the transaction ends. */
  readonly hold: Hold;
  /** As `hold`, passing over rows that another transaction holds. */
  readonly holdFree: Hold;
  /** Whether a transaction failed only because another was quicker, so that it may be tried again. */
  readonly raced: (thrown: unknown) => boolean;
  /** Turns what the database threw into StoreUnavailable with a sentence that says what to do; anything else stays itself. */
  readonly failure: (thrown: unknown) => unknown;
}

export type Hold = <Database, Table extends keyof Database, Row>(
  query: SelectQueryBuilder<Database, Table, Row>,
) => SelectQueryBuilder<Database, Table, Row>;
