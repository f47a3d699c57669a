import { Client } from "pg";
import { findBinaries } from "../../test/store/server/binaries.ts";
import { pgbouncer, startPooler } from "../../test/store/server/pooler.ts";
import { startServer } from "../../test/store/server/server.ts";
import type { Database } from "./database.ts";
import type { Query } from "./ledger.ts";

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
