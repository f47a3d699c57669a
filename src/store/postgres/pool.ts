import { Pool, type PoolClient, types } from "pg";
import type { DatabaseAddress } from "./address.ts";

/** How long a new or free connection may take to get, in milliseconds. */
const connectMs = 3_000;
/** PostgreSQL's object id of the type bigint, which pg would hand over as text. */
const bigint = 20;

export interface PoolOptions {
  readonly address: DatabaseAddress;
  readonly connections: number;
  /** Breaks off a connection that is used for longer than this, in milliseconds: a server that hangs must not hang us. */
  readonly limitMs?: number;
  /** Refuses every change, on the server's side. */
  readonly readOnly?: boolean;
}

/** Connections to a PostgreSQL database. Those that break are replaced when they are next needed. */
export function createPool({ address, connections, limitMs, readOnly }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: address.url,
    max: connections,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: "handrail",
    types: { getTypeParser },
    ...(readOnly === true ? { options: "-c default_transaction_read_only=on" } : {}),
  });
  // Whoever uses a broken connection learns it from the query; these events only say it again, and unheard they would end us.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  if (limitMs !== undefined) limit(pool, limitMs);
  return pool;
}

/** Ends a connection at once, whatever it waits for. */
export function breakOff(client: PoolClient): void {
  // `end` destroys the socket of one that waits for an answer.
  client.end(() => {});
}

function limit(pool: Pool, limitMs: number): void {
  const timers = new WeakMap<PoolClient, NodeJS.Timeout>();
  pool.on("acquire", (client) => {
    timers.set(client, setTimeout(breakOff, limitMs, client));
  });
  pool.on("release", (_, client) => clearTimeout(timers.get(client)));
}

function getTypeParser(...given: Parameters<typeof types.getTypeParser>) {
  return Number(given[0]) === bigint ? Number : types.getTypeParser(...given);
}
