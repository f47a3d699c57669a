import type { Expression, RawBuilder, SelectQueryBuilder } from "kysely";

/** The few things in which the databases differ; all else is written once. */
export interface DatabaseDialect {
  /** A moment of our clock (milliseconds since the epoch) on the clock that leases and due times are kept by. */
  readonly moment: (at: number) => RawBuilder<number>;
  /** The way back: a moment as the database keeps it, on our clock. */
  readonly ours: (moment: Expression<number>) => RawBuilder<number>;
  /** Where moments are reckoned from the moment of each execution: that moment, and the dialect for statements that are built once. */
  readonly reckoned?: { readonly now: () => number; readonly dialect: DatabaseDialect };
  /** Keeps the selected rows from changing until the transaction ends, passing over those that another one holds. */
  readonly holdFree: LockRows;
  /** How long to wait, in milliseconds, until work that failed so for the `trial`th time may be tried again; undefined: never. */
  readonly patience: (thrown: unknown, trial: number) => number | undefined;
  /** Turns what the database threw into StoreUnavailable with a sentence that says what to do; anything else stays itself. */
  readonly failure: (thrown: unknown) => unknown;
}

export type LockRows = <Database, Table extends keyof Database, Row>(
  query: SelectQueryBuilder<Database, Table, Row>,
) => SelectQueryBuilder<Database, Table, Row>;
