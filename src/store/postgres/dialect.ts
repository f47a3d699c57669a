import { sql } from "kysely";
import type { Clock } from "../../engine/ports.ts";
import type { DatabaseDialect } from "../dialect.ts";
import { addMoments, blankNow } from "../statement-blanks.ts";
import { postgresFailure } from "./failure.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** No time of ours is earlier, in milliseconds. */
const least = sql.lit(Number.MIN_SAFE_INTEGER);

interface Told {
  readonly called: string;
  readonly clock: Clock;
  readonly serverClock: boolean;
}

/**
 * PostgreSQL. Leases and due times are kept by the server's clock, for the clocks of replicas differ: what a replica calls
 * "in 30 s" is 30 s later there. `serverClock` false trusts `clock` instead, which only one process may do.
 */
export function postgresDialect(told: Told): DatabaseDialect {
  const built = dialectBy({ ...told, clock: blankNow });
  return dialectBetween(told, built);
}

/** The same throughout a transaction, which began at `now`. */
export function postgresDialectAt(
  dialect: DatabaseDialect,
  told: Told,
  now: number,
): DatabaseDialect {
  return dialectBetween({ ...told, clock: () => now }, dialect.reckoned?.dialect ?? dialect);
}

const dialectBetween = (told: Told, built: DatabaseDialect): DatabaseDialect => ({
  ...dialectBy(told),
  reckoned: { now: told.clock, dialect: built },
});

function dialectBy({ called, clock, serverClock }: Told): DatabaseDialect {
  // The transaction's time, so that what is due together stays so; clock_timestamp() would also keep its index from being used.
  const now = () =>
    serverClock
      ? sql<number>`(extract(epoch from transaction_timestamp()) * 1000)::bigint`
      : sql<number>`${clock()}::bigint`;
  const until = (at: number) => addMoments(at, clock(), (then, from) => Math.round(then - from));
  return {
    moment: (at) => sql<number>`(${now()} + ${until(at)}::bigint)`,
    // A damaged time must not keep all other rows from being read, as a sum beyond the type's range would.
    ours: (moment) =>
      sql<number>`(case when ${moment} < ${least} then ${least} else ${moment} end - ${now()} + ${clock()}::bigint)`,
    holdFree: (query) => query.forUpdate().skipLocked(),
    patience: retryDelayMs,
    failure: postgresFailure(called),
  };
}
