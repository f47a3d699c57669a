import { once } from "node:events";
import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { type SharedServer, shareServer } from "./shared-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where tests ask for a PostgreSQL server; the first to ask has it started. */
    readonly postgres: string;
  }
}

let shared: Promise<SharedServer> | undefined;

const lookup = createServer(async (_, response) => {
  shared ??= started();
  await shared.then(
    ({ server }) => response.end(JSON.stringify(server)),
    (error) => response.writeHead(500).end(String(error)),
  );
});

/** For all test files at once: one PostgreSQL server, started when the first of them asks for it. */
export async function setup(project: TestProject): Promise<void> {
  lookup.listen(0, "127.0.0.1");
  await once(lookup, "listening");
  const address = lookup.address();
  if (typeof address === "object" && address !== null)
    project.provide("postgres", `http://127.0.0.1:${address.port}`);
}

export async function teardown(): Promise<void> {
  lookup.close();
  lookup.closeAllConnections();
  const ended = await shared?.catch(() => undefined);
  await ended?.leave();
}

async function started(): Promise<SharedServer> {
  const opened = await shareServer(process.env.TEST_DATABASE_URL);
  if ("missing" in opened.server)
    process.stderr.write(`${opened.server.missing}
`);
  return opened;
}
