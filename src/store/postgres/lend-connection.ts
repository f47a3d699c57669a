import type { Pool, PoolClient } from "pg";
import { raceDeadline } from "../../deadline.ts";

/** A connection of the pool, to be released; rejects when `signal` aborts, and one that comes later goes back unused. */
export async function lendConnection(
  pool: Pool,
  signal: AbortSignal | undefined,
): Promise<PoolClient> {
  const lending = pool.connect();
  if (signal === undefined) return lending;
  return raceDeadline({ signal }, lending, () => {
    lending.then(
      (late) => late.release(),
      () => {},
    );
    throw signal.reason;
  });
}
