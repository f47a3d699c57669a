import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import { findBinaries } from "../../test/store/server/binaries.ts";
import { pgbouncer, startPooler } from "../../test/store/server/pooler.ts";
import { startServer } from "../../test/store/server/server.ts";
import type { Query } from "./ledger.ts";
import type { Options } from "./options.ts";

/** Where the bots keep their runs. */
export interface Database {
  /** What the bots' environment says of it. */
  readonly environment: NodeJS.ProcessEnv;
  /** Ends it as an administrator or as a power cut would and starts it again, where it is a server. */
  readonly restart?: (how: "halt" | "kill") => Promise<void>;
  readonly query: Query;
}

/** Makes an empty database in the folder; `parts` ends it. */
export async function openDatabase(
  { store, pooler }: Pick<Options, "store" | "pooler">,
  folder: string,
  parts: AsyncDisposableStack,
): Promise<Database> {
  switch (store) {
    case "sqlite":
      return sqliteIn(folder);
    case "postgres":
      return startPostgres(pooler, parts);
    default:
      return store satisfies never;
  }
}

function sqliteIn(folder: string): Database {
  const path = join(folder, "handrail.db");
  return {
    environment: { HANDRAIL_DATABASE: path },
    query: async (statement) => {
      using database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
      return database.prepare(statement).all();
    },
  };
}

/** How many transactions PgBouncer lets through at once: fewer than the bots ask for. */
const shared = 4;

/**
 * Starts a PostgreSQL server of its own on loopback, and PgBouncer in front of it where it is asked for; `parts` ends both.
 * Rejects where they are not installed.
 */
export async function startPostgres(
  behindPooler: boolean,
  parts: AsyncDisposableStack,
): Promise<Database> {
  const found = findBinaries();
  if ("missing" in found) throw new Error(found.missing);
  const server = parts.adopt(await startServer(found.folder), (one) => one.remove());
  if (behindPooler && pgbouncer === undefined) throw new Error("PgBouncer is not installed.");
  const pooler = behindPooler ? await startPooler(server.url, shared) : undefined;
  if (pooler) parts.adopt(pooler, (one) => one.remove());
  return {
    environment: pooler
      ? { DATABASE_URL: pooler.way(server.url), DATABASE_DIRECT_URL: server.url }
      : { DATABASE_URL: server.url },
    restart: async (how) => {
      await Promise.all([pooler?.kill(), how === "halt" ? server.halt() : server.kill()]);
      await server.start();
      await pooler?.start();
    },
    query: queryAt(server.url),
  };
}

const queryAt =
  (url: string): Query =>
  async (statement) => {
    const client = new Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
