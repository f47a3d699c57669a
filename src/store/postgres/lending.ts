import type { Pool, PoolClient } from "pg";

/** A connection of the pool, to be released; rejects when `signal` aborts, and one that comes later goes back unused. */
export async function lent(pool: Pool, signal: AbortSignal | undefined): Promise<PoolClient> {
  const lending = pool.connect();
  if (signal === undefined) return lending;
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([lending, aborted.promise]);
  } catch (thrown) {
    lending.then(
      (late) => late.release(),
      () => {},
    );
    throw thrown;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
