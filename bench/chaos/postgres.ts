import { Client } from "pg";
import { findBinaries } from "../../test/store/server/binaries.ts";
import { startServer } from "../../test/store/server/server.ts";
import type { Database } from "./database.ts";
import type { Query } from "./ledger.ts";

/** Starts a PostgreSQL server of its own on loopback; `parts` ends it. Rejects where npm brought none for this platform. */
export async function startPostgres(parts: AsyncDisposableStack): Promise<Database> {
  const found = findBinaries();
  if ("missing" in found) throw new Error(found.missing);
  const server = parts.adopt(await startServer(found.folder), (one) => one.remove());
  return {
    environment: { DATABASE_URL: server.url },
    restart: async (how) => {
      await (how === "halt" ? server.halt() : server.kill());
      await server.start();
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
