import { setTimeout } from "node:timers/promises";
import type { Pool } from "pg";
import type { Clock, Log } from "../engine/ports.ts";
import { migrateTables, refuseOther } from "./migrate.ts";
import { type DatabaseAddress, readDatabaseAddress } from "./postgres/address.ts";
import { postgresDialect, postgresDialectAt } from "./postgres/dialect.ts";
import { postgresFailure } from "./postgres/failure.ts";
import { fillingOver, kyselyOver } from "./postgres/kysely.ts";
import { createPool } from "./postgres/pool.ts";
import { isLost } from "./postgres/retry-delay.ts";
import { beginIn, beginToFill, beginToRead } from "./postgres/transaction.ts";
import { createWake, type Wake } from "./postgres/wake.ts";
import { createStore, type HeldStore } from "./store.ts";
import type { Database } from "./transaction.ts";

/** Longer than any statement or transaction may take by the server's own limits, in milliseconds. */
const limitMs = 8_000;

export interface PostgresOptions {
  /** postgres://user:password@host:5432/name, of a server or of a pooler in front of it. */
  readonly url: string;
  /** The server itself, where `url` is a pooler's: for LISTEN and migrations. */
  readonly directUrl?: string | undefined;
  /** Connections at once, besides the one that listens; 10 when absent. */
  readonly connections?: number;
  readonly clock: Clock;
  readonly log: Pick<Log, "warn">;
  /** Only looks: the server refuses every change. */
  readonly readOnly?: boolean;
  /** How long a server that cannot be reached is waited for, in milliseconds; not at all when absent. */
  readonly reachMs?: number | undefined;
  /** Keeps leases by `clock` instead of the server's clock, which only a single process may do. */
  readonly serverClock?: boolean;
}

/**
 * Opens the store that any number of replicas share, its tables brought up to date. Rejects with StoreUnavailable when it
 * cannot be had, and with BadConfig when its address is none or another version wrote it.
 */
export async function openPostgres(options: PostgresOptions): Promise<HeldStore> {
  const pooled = readDatabaseAddress(options.url);
  const direct = readDatabaseAddress(options.directUrl ?? options.url);
  const { readOnly = false, log } = options;
  try {
    await onceReached(() => prepare(direct, readOnly), options);
  } catch (thrown) {
    throw postgresFailure(direct.called)(thrown);
  }
  // Behind a pooler, a session that only reads could be handed to somebody who writes.
  if (readOnly) return storeAt(direct, options, silence);
  return storeAt(pooled, options, createWake(direct, log));
}

const askAgainMs = 500;

/** A replica that starts in the midst of a failover must not add to the outage by ending. */
async function onceReached(
  work: () => Promise<void>,
  { reachMs = 0, log }: PostgresOptions,
): Promise<void> {
  for (let waited = 0; ; waited += askAgainMs) {
    try {
      return await work();
    } catch (thrown) {
      if (!isLost(thrown) || waited >= reachMs) throw thrown;
      if (waited === 0) log.warn("The database cannot be reached yet. It is asked again", thrown);
    }
    await setTimeout(askAgainMs);
  }
}

/** Migrates, or for readers only looks. Kysely's migrator holds an advisory lock, so replicas that start at once take turns. */
async function prepare(address: DatabaseAddress, readOnly: boolean): Promise<void> {
  const pool = createPool({ address, connections: 1, readOnly });
  try {
    const db = kyselyOver(pool);
    await (readOnly ? refuseOther(db, address.called) : migrateTables(db, address.called));
  } finally {
    await pool.end();
  }
}

function storeAt(address: DatabaseAddress, options: PostgresOptions, wake: Wake): HeldStore {
  const { clock, connections = 10, readOnly = false, serverClock = true } = options;
  const { called } = address;
  const pool = createPool({ address, connections, readOnly, limitMs });
  const database = databaseIn(pool, { called, clock, serverClock });
  const { dialect } = database;
  return createStore({
    ...database,
    // The server flushes each commit, and what comes at once together.
    flush: async () => {},
    // What may be long has a connection of its own, for as long as it takes; a pooler takes no settings of a session.
    snapshot: async () => {
      const own = createPool({ address, connections: 1 });
      return { ...(await beginToRead(own)), dialect };
    },
    filling: async () => {
      const own = createPool({ address, connections: 1 });
      return { ...(await beginToFill(own)), dialect };
    },
    clock,
    wake,
    close: async () => {
      await wake.stop();
      await pool.end();
    },
  });
}

/** Throughout a transaction, now is the moment at which it began. */
function databaseIn(pool: Pool, told: Parameters<typeof postgresDialect>[0]): Database {
  const dialect = postgresDialect(told);
  return {
    db: kyselyOver(pool),
    fill: fillingOver(pool),
    dialect,
    begin: async (signal) => {
      const then = postgresDialectAt(dialect, told, told.clock());
      return { ...(await beginIn(pool, signal)), dialect: then };
    },
  };
}

/** For readers, who neither queue work nor do any. */
const silence: Wake = { tell: () => {}, onWake: () => {}, stop: async () => {} };
