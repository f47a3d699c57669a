import { once } from "node:events";
import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { type Keeper, keep } from "./keeper.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where tests ask for a PostgreSQL server; the first to ask has it started. */
    readonly postgres: string;
  }
}

let keeper: Promise<Keeper> | undefined;

const desk = createServer(async (_, response) => {
  keeper ??= started();
  await keeper.then(
    ({ kept }) => response.end(JSON.stringify(kept)),
    (error) => response.writeHead(500).end(String(error)),
  );
});

/** For all test files at once: one PostgreSQL server, started when the first of them asks for it. */
export async function setup(project: TestProject): Promise<void> {
  desk.listen(0, "127.0.0.1");
  await once(desk, "listening");
  const address = desk.address();
  if (typeof address === "object" && address !== null)
    project.provide("postgres", `http://127.0.0.1:${address.port}`);
}

export async function teardown(): Promise<void> {
  desk.close();
  desk.closeAllConnections();
  const kept = await keeper?.catch(() => undefined);
  await kept?.leave();
}

async function started(): Promise<Keeper> {
  const keeping = await keep(process.env.TEST_DATABASE_URL);
  if ("missing" in keeping.kept) process.stderr.write(`${keeping.kept.missing}\n`);
  return keeping;
}
