import { DatabaseError, type Pool, type PoolClient } from "pg";
import { raceDeadline } from "../../deadline.ts";
import { StoreUnavailable } from "../../run/errors.ts";
import type { Begun } from "../transaction.ts";
import { fillingOver, kyselyOn } from "./kysely.ts";
import { breakOff } from "./pool.ts";

/** What is acknowledged must survive a power cut, even where the database is set not to wait for its disk. */
const durable = `select set_config('synchronous_commit', 'local', true) where current_setting('synchronous_commit') = 'off'`;

/**
 * What is asked of the server at the start of a change, in one message. It ends by itself what we have broken off and it has
 * not noticed yet; as `set local`, because behind a pooler the session is not ours alone.
 */
const change = `begin; set local lock_timeout = '2s'; set local statement_timeout = '5s';
  set local idle_in_transaction_session_timeout = '10s'; ${durable}`;

type Opened = Omit<Begun, "dialect">;

/** Begins a change; `signal` breaks it off at any moment until its commit is under way, also while it waits for a lock. */
export async function beginIn(pool: Pool, signal?: AbortSignal): Promise<Opened> {
  const client = await lendConnection(pool, signal);
  const stop = () => breakOff(client);
  signal?.addEventListener("abort", stop);
  // One that aborted while the connection came is not heard any more.
  if (signal?.aborted === true) stop();
  const unheard = () => signal?.removeEventListener("abort", stop);
  const { commit, rollback } = await opened(client, change);
  return {
    ...queriesOn(client),
    // From here on the outcome is the server's: breaking off would only make it unknown.
    commit: () => {
      unheard();
      return commit();
    },
    rollback: () => rollback().finally(unheard),
  };
}

/** Begins to read what holds at one moment, whatever is changed meanwhile, over the only connection of a pool; ends that too. */
export async function beginToRead(pool: Pool): Promise<Opened> {
  const client = await pool.connect();
  const { rollback } = await opened(client, "begin isolation level repeatable read read only");
  const end = () => rollback().finally(() => pool.end());
  return { ...queriesOn(client), commit: end, rollback: end };
}

/** Begins a change that may take long, over the only connection of a pool; ends that too. */
export async function beginToFill(pool: Pool): Promise<Opened> {
  const client = await pool.connect();
  const { commit, rollback } = await opened(client, `begin; ${durable}`);
  const end = () => pool.end();
  return {
    ...queriesOn(client),
    commit: () => commit().finally(end),
    rollback: () => rollback().finally(end),
  };
}

const queriesOn = (client: PoolClient) => ({ db: kyselyOn(client), fill: fillingOver(client) });

/** Opens a transaction, or gives the connection back. */
async function opened(client: PoolClient, opening: string): Promise<Omit<Opened, "db">> {
  try {
    await client.query(opening);
    return { commit: () => commit(client), rollback: () => rollback(client) };
  } catch (thrown) {
    client.release(true);
    throw thrown;
  }
}

async function rollback(client: PoolClient): Promise<void> {
  await client.query("rollback").then(
    () => client.release(),
    () => client.release(true),
  );
}

async function commit(client: PoolClient): Promise<void> {
  try {
    await client.query("commit");
  } catch (thrown) {
    client.release(true);
    throw isRefusal(thrown) ? thrown : outcomeUnknown(thrown);
  }
  client.release();
}

/** Whether the server itself said that it did not commit; one that was shutting down may have done so all the same. */
function isRefusal(thrown: unknown): boolean {
  return thrown instanceof DatabaseError && !/^(08|57P)/.test(thrown.code ?? "08");
}

function outcomeUnknown(cause: unknown): StoreUnavailable {
  return new StoreUnavailable(
    "It is not known whether this was recorded, because the database was lost at the last moment. " +
      "The thread shows what holds once the database is back: look there before you do it again.",
    { cause },
  );
}

/** A connection of the pool, to be released; rejects when `signal` aborts, and one that comes later goes back unused. */
async function lendConnection(pool: Pool, signal: AbortSignal | undefined): Promise<PoolClient> {
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
