import { escapeIdentifier } from "pg";
import { openPostgres } from "../../../src/store/postgres.ts";
import { findBinaries } from "./binaries.ts";
import { order } from "./order.ts";
import { startServer } from "./server.ts";

/** Where tests find databases, as the keeper's only line says it. */
export type Kept =
  | { readonly url: string; readonly template: string }
  | { readonly missing: string };

/**
 * Keeps a PostgreSQL server, TEST_DATABASE_URL's or one of our own, with a database of empty tables to copy; until its
 * standard input ends, which it does with the process that started it, however that dies.
 */
const leave = await keep(process.env.TEST_DATABASE_URL);
process.stdin.resume().once("end", leave);

async function keep(given: string | undefined): Promise<() => Promise<void>> {
  if (given !== undefined) {
    const template = await makeTemplate(given);
    say({ url: given, template });
    return () => order(given, `drop database ${escapeIdentifier(template)} with (force)`);
  }
  const found = findBinaries();
  if ("missing" in found) {
    say(found);
    return async () => {};
  }
  const server = await startServer(found.folder);
  say({ url: server.url, template: await makeTemplate(server.url) });
  return server.remove;
}

async function makeTemplate(url: string): Promise<string> {
  const template = `handrail_template_${process.pid}`;
  await order(url, `create database ${escapeIdentifier(template)}`);
  const its = new URL(url);
  its.pathname = template;
  const log = { warn: () => {} };
  await (await openPostgres({ url: its.href, clock: Date.now, log })).close();
  return template;
}

function say(kept: Kept): void {
  process.stdout.write(`${JSON.stringify(kept)}\n`);
}
