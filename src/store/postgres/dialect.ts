import { sql } from "kysely";
import type { Clock } from "../../engine/ports.ts";
import type { Dialect } from "../dialect.ts";
import { postgresFailure } from "./failure.ts";
import { patience } from "./retry-races.ts";

/**
 * PostgreSQL. Leases and due times are kept by the server's clock, for the clocks of replicas differ: what a replica calls
 * "in 30 s" is 30 s later there. `serverClock` false trusts `clock` instead, which only one process may do.
 */
export function postgresDialect(parts: {
  readonly called: string;
  readonly clock: Clock;
  readonly serverClock: boolean;
}): Dialect {
  const { called, clock, serverClock } = parts;
  // The transaction's time, so that what is due together stays so; clock_timestamp() would also keep its index from being used.
  const now = () =>
    serverClock
      ? sql<number>`(extract(epoch from transaction_timestamp()) * 1000)::bigint`
      : sql<number>`${clock()}::bigint`;
  return {
    moment: (at) => sql<number>`(${now()} + ${Math.round(at - clock())}::bigint)`,
    ours: (moment) => sql<number>`(${moment} - ${now()} + ${clock()}::bigint)`,
    holdFree: (query) => query.forUpdate().skipLocked(),
    patience,
    failure: postgresFailure(called),
  };
}
